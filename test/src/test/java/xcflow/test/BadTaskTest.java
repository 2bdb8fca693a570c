package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task of somebody else that behaves badly fails alone. */
class BadTaskTest {
    private static final String SOURCE =
            """
            import xcflow.spi.*;

            @TaskInfo(name = "bad", version = "1", title = "Bad", description = "Bad.")
            public final class BadTask implements Task<BadTask.Inputs, BadTask.Outputs> {
                public record Inputs(@Describe("what") String how) {}

                public record Outputs(@Describe("text") String text) {}

                @Override
                public Class<Inputs> inputs() {
                    return Inputs.class;
                }

                @Override
                public Class<Outputs> outputs() {
                    return Outputs.class;
                }

                private static String deep(int n) {
                    return deep(n + 1) + n;
                }

                @Override
                public Outputs run(Inputs inputs, TaskContext context) {
                    switch (inputs.how()) {
                        case "exit":
                            System.exit(0);
                        case "print":
                            System.out.println("not JSON");
                            break;
                        case "close":
                            System.out.close();
                            System.err.close();
                            break;
                        case "error":
                            throw new Error("my own error");
                        case "linkage":
                            throw new NoClassDefFoundError("com/acme/Missing");
                        case "stack":
                            return new Outputs(deep(0));
                        case "nothing":
                            return null;
                        case "no-value":
                            return new Outputs(null);
                        case "wordless":
                            throw new RuntimeException((String) null);
                        case "thread":
                            new Thread(() -> java.util.concurrent.locks.LockSupport.park()).start();
                            break;
                        case "interrupted":
                            Thread.currentThread().interrupt();
                            break;
                        default:
                    }
                    return new Outputs("fine");
                }
            }
            """;

    private static final String WORKFLOW =
            """
            name: bad
            parameters: {how: {type: string}}
            steps:
              bad: {uses: bad, on-failure: continue, with: {how: "${{ parameters.how }}"}}
              good: {uses: bad, needs: [bad], with: {how: fine}}
            outputs: {good: "${{ steps.good.text }}"}
            """;

    @TempDir private Path directory;
    private CommandLine xcflow;
    private Path classes;

    @BeforeEach
    void compile() throws Exception {
        xcflow = new CommandLine(directory);
        xcflow.file("bad.yaml", WORKFLOW);
        Path source = xcflow.file("BadTask.java", SOURCE);
        classes = Files.createDirectories(directory.resolve("classes/META-INF/services"));
        Files.writeString(classes.resolve("xcflow.spi.Task"), "BadTask\n");
        classes = directory.resolve("classes");
        String[] options = {
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            source.toString()
        };
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "exit, the task called System.exit",
        "print, '\"good\" : \"fine\"'",
        "close, '\"good\" : \"fine\"'",
    })
    void itsStepFailsAndTheRestGoesOn(String how, String said) throws Exception {
        Process run =
                xcflow.startWith(
                        classes,
                        "run",
                        directory + "/bad.yaml",
                        "--json",
                        "--quiet",
                        "--set",
                        "how=" + how);
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).as(xcflow.printed()).isTrue();
        assertThat(xcflow.printed()).contains(said, "\"good\" : \"fine\"");
        assertThat(run.exitValue()).isZero();
    }

    @Test
    void eachFailsForItselfHoweverManyThereAre() throws Exception {
        String file =
                xcflow.file(
                                "many.yaml",
                                """
                                name: many
                                steps:
                                  bad:
                                    uses: bad
                                    matrix:
                                      how: [exit, error, linkage, stack, nothing, no-value, wordless, thread, interrupted]
                                      again: [1, 2, 3]
                                    on-failure: continue
                                    with: {how: "${{ matrix.how }}"}
                                  good: {uses: bad, needs: [bad], with: {how: fine}}
                                """)
                        .toString();
        Process run = xcflow.startWith(classes, "run", file, "--no-cache", "-j", "2");
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).as(xcflow.printed()).isTrue();
        assertThat(run.exitValue()).isZero();
        assertThat(xcflow.printed())
                .contains(
                        "[how=exit, again=3] (the task called System.exit",
                        "(Error: my own error)",
                        "(NoClassDefFoundError: com/acme/Missing)",
                        "(StackOverflowError)",
                        "(the task gave no result at all (null))",
                        "(the task gave no value for its output 'text')",
                        "(RuntimeException)");
        assertThat(xcflow.states()).isEqualTo(Map.of("FAILED", 21, "SUCCEEDED", 7));
    }
}
