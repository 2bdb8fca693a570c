package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
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
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(xcflow.printed()).contains(said, "\"good\" : \"fine\"");
        assertThat(run.exitValue()).isZero();
    }
}
