package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the pages do what the pages say, and leave a project that is in order. */
class DocumentedExamplesTest {
    @TempDir private Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "run-programs.md | More memory for the next attempt",
                "run-programs.md | Values in commands",
                "run-programs.md | Directories, patterns and optional files",
                "run-programs.md | What a command runs in",
                "output.md | Time, memory and disk",
                "find-runs.md | Names, labels, notes",
                "find-runs.md | Results in a directory",
                "write-an-experiment.md | Parts",
            })
    void holds(String page, String heading) throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        new DocumentedExample(xcflow, page, heading).follow();
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }
}
