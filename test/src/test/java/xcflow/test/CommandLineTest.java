package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;
import xcflow.runner.command.Xcflow;

/** Promises that hold for all commands. */
class CommandLineTest {
    @TempDir private Path directory;

    static Stream<picocli.CommandLine> commands() {
        return leaves(Xcflow.commandLine())
                .filter(c -> !c.getCommandName().matches("help|generate-completion|complete"));
    }

    private static Stream<picocli.CommandLine> leaves(picocli.CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(CommandLineTest::leaves);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsDescribedAndSpeaksJson(picocli.CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
        if (command.getCommandSpec().parent() != null
                && !command.getCommandName().equals("functional")) {
            assertThat(command.getCommandSpec().options())
                    .as(name)
                    .extracting(OptionSpec::longestName)
                    .contains("--json");
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(option.description()).as(name + " " + option.longestName()).isNotEmpty();
        }
    }

    @Test
    void planDrawsTheGraph() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "two.yaml",
                                "name: two\nsteps:\n  a: {uses: shell, with: {command: ls}}\n  b: {uses: shell, needs: [a], with: {command: ls}}\n")
                        .toString();
        assertThat(xcflow.ok("plan", file, "--dot").out()).contains("\"a\" -> \"b\";");
        assertThat(xcflow.ok("plan", file, "--mermaid").out()).contains("a --> b");
        assertThat(xcflow.ok("plan", file, "--json").json().at("/steps/1/after/0").asString())
                .isEqualTo("a");
        assertThat(xcflow.home()).doesNotExist();
    }

    @Test
    void aDryRunWritesNothing() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "one.yaml",
                                "name: one\nsteps:\n  a: {uses: shell, with: {command: ls}}\n")
                        .toString();
        assertThat(xcflow.ok("run", file, "--dry-run").out()).contains("miss");
        assertThat(xcflow.home()).doesNotExist();
    }

    @Test
    void collectsGarbageAndSaysWhatIsNoLongerCached() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "gc.yaml",
                                "name: gc\nparameters: {n: {type: int, default: 1}}\nsteps:\n  a: {uses: shell, with: {command: \"echo ${{ parameters.n }}\"}}\n")
                        .toString();
        xcflow.ok("run", file, "-q");
        xcflow.ok("run", file, "-q", "--set", "n=2");
        assertThat(xcflow.ok("gc", "--keep", "1", "--dry-run", "--json").json().get("uncached"))
                .hasSize(1);
        xcflow.ok("gc", "--keep", "1");
        xcflow.ok("audit");
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).containsEntry("SUCCEEDED", 1);
    }

    @Test
    void aTamperedArtefactIsFoundByTheAudit() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "one.yaml",
                                "name: one\nsteps:\n  a: {uses: shell, with: {command: echo hello}}\n")
                        .toString();
        xcflow.ok("run", file, "-q");
        String digest =
                xcflow.ok("show", "1", "a", "--json")
                        .json()
                        .at("/instances/0/executions/0/outputs/stdout/digest")
                        .asString();
        Path object =
                xcflow.home()
                        .resolve("objects")
                        .resolve(digest.substring(0, 2))
                        .resolve(digest.substring(2));
        object.toFile().setWritable(true);
        java.nio.file.Files.writeString(object, "hullo\n");
        CommandLine.Result audit = xcflow.run("audit");
        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains(digest).contains("content was altered");
    }
}
