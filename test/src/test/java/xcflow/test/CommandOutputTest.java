package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print and write is kept, whatever it is, and nothing is computed in vain. */
class CommandOutputTest {
    @TempDir private Path directory;
    private CommandLine xcflow;

    @BeforeEach
    void open() {
        xcflow = new CommandLine(directory);
    }

    private String command(String with) throws IOException {
        return xcflow.file(
                        "a.yaml",
                        "name: a\nsteps:\n  a:\n    uses: shell\n    with: {"
                                + with
                                + "}\noutputs: {text: \"${{ steps.a.text }}\"}\n")
                .toString();
    }

    @Test
    void bytesOfAnotherEncodingBecomeAVisibleCharacterInTheText() throws Exception {
        String file = command("command: \"printf 'bond length 0.74 \\\\305ngstr\\\\366m'\"");
        assertThat(xcflow.ok("run", file, "-q", "--json").json().at("/outputs/text").asString())
                .isEqualTo("bond length 0.74 \uFFFDngstr\uFFFDm");
    }

    @Test
    void theArtefactKeepsTheBytesOfAnotherEncoding() throws Exception {
        xcflow.ok("run", command("command: \"printf '\\\\305'\""), "-q");
        String digest =
                xcflow.ok("show", "latest", "a", "--json")
                        .json()
                        .at("/instances/0/executions/0/outputs/stdout/digest")
                        .asString();
        Path object =
                xcflow.home()
                        .resolve("objects")
                        .resolve(digest.substring(0, 2))
                        .resolve(digest.substring(2));
        assertThat(object).hasBinaryContent(new byte[] {(byte) 0xC5});
    }

    @Test
    void anOutputThatNoArtefactCanBeCalledIsRefusedBeforeAnythingRuns() throws Exception {
        String file =
                command("command: \"touch %s/ran\", outputs: {o: 'a\\b'}".formatted(directory));
        CommandLine.Result result = xcflow.run("run", file);
        assertThat(result.status()).isEqualTo(2);
        int column = Files.readAllLines(Path.of(file)).get(4).indexOf("'a\\b'") + 1;
        assertThat(result.err())
                .contains("a.yaml:5:" + column + ": the output 'a\\b' has a backslash");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void whatAFailedCommandPrintedIsInItsLog() throws Exception {
        String file = command("command: \"echo SCF NOT CONVERGED; echo why >&2; exit 1\"");
        assertThat(xcflow.run("run", file, "-q").status()).isEqualTo(1);
        assertThat(xcflow.ok("show", "latest", "a", "--log").out())
                .contains("standard output:\nSCF NOT CONVERGED\n", "standard error:\nwhy\n");
    }

    @Test
    void theDirectoryOfAFailedCommandIsKept() throws Exception {
        assertThat(xcflow.run("run", command("command: echo 1 > half; exit 1"), "-q").status())
                .isEqualTo(1);
        try (var kept = Files.walk(xcflow.home().resolve("failed"))) {
            assertThat(kept.filter(path -> path.endsWith("work/half"))).hasSize(1);
        }
    }

    @Test
    void onlyTheNewestDirectoriesOfFailedCommandsAreKept() throws Exception {
        String file =
                xcflow.file(
                                "many.yaml",
                                """
                                name: many
                                steps:
                                  a:
                                    uses: shell
                                    matrix: {i: "${{ range(13) }}"}
                                    with: {command: "exit ${{ matrix.i + 1 }}"}
                                """)
                        .toString();
        xcflow.run("run", file, "-q");
        assertThat(xcflow.home().resolve("failed").toFile().list()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false; echo on", "false | cat; echo on", "echo $UNDEFINED"})
    void theShellIsStrict(String command) throws Exception {
        assertThat(xcflow.run("run", command("command: \"" + command + "\""), "-q").status())
                .isEqualTo(1);
    }

    @Test
    void strictnessCanBeTurnedOff() throws Exception {
        assertThat(
                        xcflow.ok(
                                        "run",
                                        command("command: \"false; echo on\", strict: false"),
                                        "-q")
                                .out())
                .isEqualTo("text: on\n");
    }

    @Test
    void anotherInterpreterGetsTheCommandAsAFile() throws Exception {
        assertThat(
                        xcflow.ok("run", command("interpreter: perl, command: 'print 6 * 7'"), "-q")
                                .out())
                .isEqualTo("text: 42\n");
    }

    @Test
    void aCommandMayBeLongerThanAnArgumentOfTheSystem() throws Exception {
        String file = command("command: \"# %s\\necho done\"".formatted("x".repeat(200_000)));
        assertThat(xcflow.ok("run", file, "-q").out()).isEqualTo("text: done\n");
    }

    @Test
    void aVariableThatNoSystemTakesIsRefusedBefore() throws Exception {
        String file =
                command("command: echo, environment: {X: \"%s\"}".formatted("x".repeat(200_000)));
        CommandLine.Result result = xcflow.run("validate", file);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("X is longer than 100000 bytes; pass it as an input");
    }

    @Test
    void aProgramStaysAProgramOnItsWayThroughAnArtefact() throws Exception {
        String file =
                xcflow.file(
                                "bin.yaml",
                                """
                                name: bin
                                steps:
                                  build:
                                    uses: shell
                                    with:
                                      command: "printf '#!/bin/sh\\\\necho hi\\\\n' > prog"
                                      outputs: {prog: prog}
                                  use:
                                    uses: shell
                                    with: {command: ./prog, inputs: {prog: "${{ steps.build.files.prog }}"}}
                                outputs: {text: "${{ steps.use.text }}"}
                                """)
                        .toString();
        assertThat(xcflow.ok("run", file, "-q").out()).isEqualTo("text: hi\n");
    }

    @Test
    void collidingInputsAreRefusedBefore() throws Exception {
        Path data = Files.writeString(directory.resolve("d"), "1");
        CommandLine.Result result =
                xcflow.run(
                        "validate",
                        command(
                                "command: ls, inputs: {a: %s, a/b: %s}"
                                        .formatted(data.getFileName(), data.getFileName())));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("the input 'a/b' lies inside the input 'a'");
    }

    /** What a record contains reaches a terminal as text, and JSON as it is. */
    @Test
    void theTerminalDoesNotObeyRecords() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "escape.yaml",
                                """
                                name: escape
                                steps:
                                  bad:
                                    uses: assert
                                    with: {that: false, message: "\\e[2J\\a\\b\\x9b31m"}
                                """)
                        .toString();
        String shown = "\\u001b[2J\\u0007\\u0008\\u009b31m";
        CommandLine.Result run = xcflow.run("run", file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("bad: " + shown)
                .contains("after editing the file, reusing finished work: xcflow run " + file)
                .doesNotContain("xcflow resume");
        for (String[] command :
                new String[][] {
                    {"show", "1"}, {"show", "1", "bad"}, {"show", "1", "bad", "--log"}
                }) {
            String out = xcflow.ok(command).out();
            assertThat(out).doesNotContain("\u001b").doesNotContain("\u009b");
        }
        assertThat(xcflow.ok("show", "1").out()).contains(shown);
        assertThat(xcflow.ok("show", "1", "--json").out())
                .containsIgnoringCase("\\u001b[2J\\u0007\\b\\u009b31m");
    }
}
