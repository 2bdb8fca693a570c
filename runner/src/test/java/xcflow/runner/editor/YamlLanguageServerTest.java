package xcflow.runner.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.workflows.schema.TaskCatalog;

/** What editors show of an experiment, asked of the server that most of them use. */
class YamlLanguageServerTest {
    private static final String EXPERIMENT =
            """
            # yaml-language-server: $schema=./schema/workflow.json
            name: x
            steps:
              clone:
                uses: clone
                with:
                  name: a
                  dataset: data.npz
                  seed: 1
                  iteration: 3
                 \s
              tune:
                uses: fine-tune
                with: {regularisation: 1, trust-radius: 2}
              other:
                uses: nonsense
            """;

    @TempDir Path directory;

    @Test
    void editorsCompleteExplainAndMarkWhatIsWrong() throws Exception {
        Optional<Path> program = YamlLanguageServer.program();
        assumeTrue(program.isPresent(), "no yaml-language-server is installed");
        Path file = Files.writeString(directory.resolve("x.yaml"), EXPERIMENT);
        EditorSchema.keep(file, TaskCatalog.load());
        try (YamlLanguageServer server = new YamlLanguageServer(program.get(), file)) {
            // Diagnostics stand where the mistake is: lines and columns from 0.
            assertThat(server.diagnostics())
                    .anySatisfy(
                            problem -> {
                                assertThat(problem.message()).contains("iteration");
                                assertThat(List.of(problem.line(), problem.column()))
                                        .containsExactly(9, 6);
                            })
                    .anySatisfy(
                            problem -> {
                                assertThat(problem.message()).contains("sample-descriptors");
                                assertThat(List.of(problem.line(), problem.column()))
                                        .containsExactly(15, 10);
                            });
            // Inputs of this task that are not there yet, and no others.
            assertThat(server.completions(10, 6))
                    .contains("reference", "architecture", "held-out", "iterations")
                    .doesNotContain("name", "seed", "molecules");
            assertThat(server.completions(15, 10)).contains("clone", "scf-validate", "plot");
            // Meaning, unit and default, without a heading.
            String seed = server.hover(8, 7);
            assertThat(seed).startsWith("Seed of the initial weights.").doesNotContain("####");
            assertThat(server.hover(4, 11)).startsWith("Train a neural functional");
        }
    }

    @Test
    void hoverTextsHaveUnits() {
        Map<String, Object> schema =
                xcflow.workflows.document.WorkflowSchema.of(TaskCatalog.load());
        assertThat(schema.toString()).contains(" In Ha.", " In bohr.", " Default: ");
    }
}
