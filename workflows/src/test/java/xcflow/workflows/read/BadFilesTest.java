package xcflow.workflows.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.workflows.SampleTasks;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;

/** Each file in {@code bad} is refused with exactly the errors listed beside it. */
class BadFilesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/bad");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyErrorIsReportedAtItsPlace(String name) throws Exception {
        var refusal =
                catchThrowableOfType(
                        InvalidInputException.class,
                        () ->
                                WorkflowReader.read(
                                        DIRECTORY.resolve(name + ".yaml"), SampleTasks.catalog()));
        List<String> found =
                refusal.problems().stream()
                        .map(p -> place(name + ".yaml", p.position()) + ": " + p.message())
                        .toList();
        assertThat(found).isEqualTo(Files.readAllLines(DIRECTORY.resolve(name + ".errors")));
    }

    /** The file is named where it is not the one that was read, but a part of it. */
    private static String place(String read, Position position) {
        Path file = DIRECTORY.relativize(Path.of(position.file()).normalize());
        String place = position.line() + ":" + position.column();
        return file.equals(Path.of(read)) ? place : file + ":" + place;
    }

    @Test
    void thereAreMoreThanTwenty() throws Exception {
        assertThat(names()).hasSizeGreaterThan(20);
    }

    @Test
    void aMissingFileIsAnErrorToo() {
        var refusal =
                catchThrowableOfType(
                        InvalidInputException.class,
                        () -> WorkflowReader.read(Path.of("nowhere.yaml"), SampleTasks.catalog()));
        assertThat(refusal).hasMessage("nowhere.yaml:1:1: there is no such file");
    }
}
