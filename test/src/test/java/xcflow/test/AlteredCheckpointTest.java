package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that is not what the same code saved is ignored, and that is said. */
class AlteredCheckpointTest {
    /** Saves a checkpoint and fails; gives what it finds when it is asked again. */
    private static final String SOURCE =
            """
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import xcflow.spi.*;

            @TaskInfo(name = "halting", version = "1", title = "Halts", description = "Halts.")
            public final class HaltingTask implements Task<HaltingTask.Inputs, HaltingTask.Outputs> {
                public record Inputs(@Describe("a file that exists later") String flag) {}

                public record Outputs(@Describe("what was found") String text) {}

                @Override
                public Class<Inputs> inputs() {
                    return Inputs.class;
                }

                @Override
                public Class<Outputs> outputs() {
                    return Outputs.class;
                }

                @Override
                public Outputs run(Inputs inputs, TaskContext context) throws Exception {
                    var found = context.loadCheckpoint();
                    if (Files.exists(Path.of(inputs.flag()))) {
                        return new Outputs(
                                found.isEmpty()
                                        ? "anew"
                                        : new String(found.get().readAllBytes(), StandardCharsets.UTF_8));
                    }
                    context.saveCheckpoint(out -> out.write("energy 1.25".getBytes(StandardCharsets.UTF_8)));
                    throw new TaskFailure("halted");
                }
            }
            """;

    @TempDir private Path directory;
    private CommandLine xcflow;
    private Path classes;
    private Path checkpoint;

    @BeforeEach
    void halt() throws Exception {
        xcflow = new CommandLine(directory);
        xcflow.file(
                "halt.yaml",
                """
                name: halt
                steps:
                  a: {uses: halting, with: {flag: %s/flag}}
                outputs: {text: "${{ steps.a.text }}"}
                """
                        .formatted(directory));
        Path source = xcflow.file("HaltingTask.java", SOURCE);
        Path services = Files.createDirectories(directory.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve("xcflow.spi.Task"), "HaltingTask\n");
        classes = directory.resolve("classes");
        String[] options = {
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            source.toString()
        };
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
        assertThat(run("run", directory + "/halt.yaml")).isEqualTo(1);
        try (var files = Files.list(xcflow.home().resolve("checkpoints"))) {
            checkpoint = files.findFirst().orElseThrow();
        }
        Files.createFile(directory.resolve("flag"));
    }

    private int run(String... arguments) throws Exception {
        Process process = xcflow.startWith(classes, arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String afterResuming() throws Exception {
        assertThat(run("resume", "1")).as(xcflow.printed()).isZero();
        return xcflow.ok("output", "latest", "--json").json().get("text").asString();
    }

    @Test
    void oneThatWasLeftAloneIsUsed() throws Exception {
        assertThat(afterResuming()).isEqualTo("energy 1.25");
    }

    @Test
    void oneWithAChangedNumberIsIgnored() throws Exception {
        String content = Files.readString(checkpoint, StandardCharsets.ISO_8859_1);
        Files.writeString(checkpoint, content.replace("1.25", "1.26"), StandardCharsets.ISO_8859_1);
        assertThat(afterResuming()).isEqualTo("anew");
        assertThat(xcflow.printed()).contains("checkpoint-ignored").contains("was altered");
    }

    @Test
    void oneThatIsHalfThereIsIgnored() throws Exception {
        byte[] content = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(content, content.length / 2));
        assertThat(afterResuming()).isEqualTo("anew");
    }
}
