package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that is longer than this has more than one thing to say, and is split by what it says. */
class FileLengthTest {
    private static final Path ROOT = Path.of("..");
    private static final int MOST_LINES = 350;
    private static final List<String> SOURCES =
            List.of(".java", ".py", ".c", ".h", ".js", ".css", ".sh");

    @Test
    void noSourceIsTooLong() throws Exception {
        List<Path> sources = new ArrayList<>();
        for (String module : ModuleGraph.read(ROOT).modules().keySet()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(FileLengthTest::isSource).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(1000);
        assertThat(sources).filteredOn(file -> lines(file) > MOST_LINES).isEmpty();
    }

    private static boolean isSource(Path file) {
        return SOURCES.stream().anyMatch(file.toString()::endsWith);
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
