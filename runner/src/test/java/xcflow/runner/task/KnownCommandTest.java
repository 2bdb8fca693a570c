package xcflow.runner.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.workflows.read.WorkflowReader;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** What must fail is said before anything runs, also where other inputs are not known yet. */
class KnownCommandTest {
    private static final String STEPS =
            """
            name: w
            steps:
              first: {uses: shell, with: {command: "echo 1 > o", outputs: {o: o}}}
              then:
                uses: shell
                matrix: {n: [1, 2]}
                with: %s
            """;

    @TempDir private Path directory;

    private List<String> problems(String with) throws Exception {
        Path file = Files.writeString(directory.resolve("w.yaml"), STEPS.formatted(with));
        InvalidInputException refusal =
                catchThrowableOfType(
                        InvalidInputException.class,
                        () -> WorkflowReader.read(file, TaskCatalog.load()));
        return refusal == null
                ? List.of()
                : refusal.problems().stream()
                        .map(p -> p.toString().replace(file + ":", ""))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "inputs: {../x: '${{ steps.first.files.o }}'}"
                        + "|7:33: the path '../x' leaves the directory of the command",
                "inputs: {x: '${{ steps.first.files.o }}', ./x: '${{ steps.first.files.o }}'}"
                        + "|7:33: the inputs 'x' and './x' are the same file",
                "directories: {d: {../../x: '${{ steps.first.files.o }}'}}"
                        + "|7:38: the path 'd/../../x' leaves the directory of the command",
                "environment: {1N: '${{ matrix.n }}'}"
                        + "|7:43: not the name of an environment variable: 1N",
                "environment: {N: '${{ steps.first.text }}', L: [1]}"
                        + "|7:72: the environment variable L must be a text, number or boolean",
                "environment: {N: '${{ matrix.n }}'}, outputs: {o: ../y}"
                        + "|7:75: the path '../y' leaves the directory of the command",
                "environment: {N: '${{ matrix.n }}'}, outputs: {o: {fil: y}}"
                        + "|7:75: the output 'o' has an unknown key 'fil': the output 'o' must be"
                        + " the path of a file, {file: PATH}, {directory: PATH} or {glob: PATTERN},"
                        + " each of which may have optional: true",
                "environment: {N: '${{ matrix.n }}'}, interpreter: a b"
                        + "|7:75: the interpreter 'a b' is not the name of a program",
            })
    void whatMustFailIsSaidThoughOtherInputsAreNotKnown(String input, String expected)
            throws Exception {
        assertThat(problems("{command: ls, " + input + "}")).containsExactly(expected);
    }

    @Test
    void anOutputWhosePathIsHalfKnownIsLeftForLater() throws Exception {
        assertThat(problems("{command: ls, outputs: {o: {file: '${{ steps.first.text }}'}}}"))
                .isEmpty();
    }

    @Test
    void nulIsRefusedWhereverATextStands() throws Exception {
        assertThat(
                        problems(
                                "{command: \"echo \\0\", environment: {N: '${{ matrix.n }}', M:"
                                        + " \"\\0\"}}"))
                .containsExactly(
                        "7:21: a text must not contain the character NUL (\\0)",
                        "7:71: a text must not contain the character NUL (\\0)");
    }
}
