package xcflow.workflows.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.KnownInputs;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** A task sees what is known of its inputs, and what it says has a place in the file. */
class TaskCheckTest {
    @TempDir private Path directory;

    private final List<Map<String, Object>> seen = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();

    /** Inputs. */
    public record Inputs(
            List<Source> names,
            @Describe(value = "", defaultValue = "3") int level,
            Optional<Artefact> file,
            Optional<Map<String, String>> paths,
            Optional<List<Object>> rows) {}

    /** Outputs. */
    public record Outputs(double energy) {}

    @TaskInfo(name = "checked", version = "1", title = "Checked", description = "Checks.")
    private final class Checked implements Task<Inputs, Outputs> {
        @Override
        public Class<Inputs> inputs() {
            return Inputs.class;
        }

        @Override
        public Class<Outputs> outputs() {
            return Outputs.class;
        }

        @Override
        public void check(KnownInputs inputs) {
            seen.add(inputs.values());
            if (inputs.values().get("names") instanceof List<?> names) {
                for (int i = 0; i < names.size(); i++) {
                    if ("bad".equals(names.get(i))) {
                        inputs.problem("no name is bad", "names", i);
                    }
                    if ("elsewhere".equals(names.get(i))) {
                        inputs.absent("it is not on this machine", "names", i);
                    }
                }
            }
            if (inputs.values().get("file") instanceof Artefact file) {
                try {
                    contents.add(Files.readString(inputs.file(file)));
                } catch (java.io.IOException e) {
                    inputs.problem(e.getMessage(), "file");
                }
            }
            if (inputs.values().get("paths") instanceof Map<?, ?> paths) {
                paths.forEach(
                        (name, path) -> {
                            if (!inputs.members("rows").contains(path)) {
                                inputs.problem("known: " + inputs.members("rows"), "paths", name);
                            }
                        });
            }
        }

        @Override
        public Outputs run(Inputs inputs, TaskContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private List<String> problems(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("w.yaml"), text);
        InvalidInputException refusal =
                catchThrowableOfType(
                        InvalidInputException.class,
                        () -> WorkflowReader.read(file, TaskCatalog.of(new Checked())));
        return refusal == null
                ? List.of()
                : refusal.problems().stream()
                        .map(p -> p.toString().replace(file + ":", ""))
                        .toList();
    }

    @Test
    void constantsAreSeenAndExpressionsAreNot() throws Exception {
        assertThat(
                        problems(
                                """
                                parameters: {x: {type: string, default: bad}}
                                steps:
                                  a: {uses: checked, with: {names: [a, "${{ parameters.x }}", bad]}}
                                """))
                .containsExactly("3:63: no name is bad");
        List<Object> names = new ArrayList<>(List.of("a", "", "bad"));
        names.set(1, null);
        assertThat(seen).containsExactly(Map.of("names", names, "level", 3L));
    }

    @Test
    void filesCanBeRead() throws Exception {
        Files.writeString(directory.resolve("one.txt"), "one");
        Files.writeString(directory.resolve("two.txt"), "two");
        assertThat(
                        problems(
                                """
                                steps:
                                  a: {uses: checked, with: {names: [], file: one.txt}}
                                  b: {uses: checked, with: {names: [], file: two.txt}}
                                """))
                .isEmpty();
        assertThat(contents).containsExactly("one", "two");
    }

    @Test
    void constantsOfTheMatrixAreLookedAtOneByOne() throws Exception {
        assertThat(
                        problems(
                                """
                                steps:
                                  a:
                                    uses: checked
                                    matrix: {n: [[good], [good, bad]], level: [1, high]}
                                    with: {names: "${{ matrix.n }}", level: "${{ matrix.level }}"}
                                """))
                .containsExactly(
                        "4:33: no name is bad",
                        "4:51: level: expected whole number but found text 'high'");
    }

    @Test
    void whatIsNotHereIsLeftOutWhereTheStepGoesOnWithoutFailedInstances() throws Exception {
        String workflow =
                """
                steps:
                  a:
                    uses: checked
                    on-failure: %s
                    matrix: {n: [[good], [elsewhere], [bad]]}
                    with: {names: "${{ matrix.n }}"}
                """;
        assertThat(problems(workflow.replace("%s", "continue")))
                .containsExactly("5:40: no name is bad");
        assertThat(problems(workflow.replace("%s", "fail")))
                .containsExactly("5:27: it is not on this machine", "5:40: no name is bad");
    }

    @Test
    void namesInRowsOfAStepAreKnown() throws Exception {
        assertThat(
                        problems(
                                """
                                steps:
                                  a: {uses: checked, matrix: {n: [1]}, with: {names: []}}
                                  b:
                                    uses: checked
                                    with: {names: [], rows: "${{ steps.a }}", paths: {e: energy, f: enrgy}}
                                """))
                .containsExactly("5:69: known: [energy, matrix]");
    }

    @Test
    void aTaskIsNotAskedAboutInputsOfOtherTypes() throws Exception {
        assertThat(problems("steps:\n  a: {uses: checked, with: {names: [bad], level: x}}\n"))
                .containsExactly("2:50: level: expected whole number but found text 'x'");
        assertThat(seen).isEmpty();
    }
}
