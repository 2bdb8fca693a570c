package xcflow.workflows.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.workflows.SampleTasks;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;

class PartsReadingTest {
    @TempDir private Path directory;

    @BeforeEach
    void part() throws Exception {
        Files.writeString(
                directory.resolve("inner.yaml"),
                """
                parameters: {n: {type: number}, m: {type: number, default: "${{ parameters.n * 2 }}"}}
                steps:
                  one: {uses: add, with: {x: "${{ parameters.n + 1 }}", y: "${{ parameters.m }}"}}
                  two: {uses: add, when: "${{ parameters.n > 0 }}", with: {x: "${{ steps.one.sum / parameters.n }}"}}
                outputs: {sum: "${{ steps.two.sum }}", twice: "${{ steps.two.sum * 2 }}"}
                """);
        Files.writeString(
                directory.resolve("middle.yaml"),
                """
                parameters: {k: {type: number}}
                steps:
                  inner: {uses: ./inner.yaml, with: {n: "${{ parameters.k + 10 }}"}}
                outputs: {sum: "${{ steps.inner.sum }}"}
                """);
    }

    private Workflow read(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("outer.yaml"), text);
        return WorkflowReader.read(file, SampleTasks.catalog());
    }

    private static Object value(ValueTemplate template, Map<String, Map<String, ?>> scope) {
        return template.evaluate(
                scope::get,
                problem -> {
                    throw new AssertionError(problem.toString());
                });
    }

    @Test
    void stepsOfPartsOfPartsBecomeStepsOfTheWhole() throws Exception {
        Workflow workflow =
                read(
                        """
                        parameters: {start: 3}
                        steps:
                          first: {uses: add, with: {x: 1}}
                          middle: {uses: ./middle.yaml, with: {k: "${{ steps.first.sum }}"}, when: "${{ parameters.start > 1 }}", needs: first}
                          last: {uses: add, with: {x: "${{ steps.middle.sum }}"}, needs: middle}
                        outputs: {all: "${{ steps.middle }}", there: "${{ has(steps.middle.sum) }}"}
                        """
                                .replace("{start: 3}", "{start: {default: 3}}"));
        assertThat(workflow.steps().keySet())
                .containsExactly("first", "middle/inner/one", "middle/inner/two", "last");
        Step two = workflow.steps().get("middle/inner/two");
        Map<String, Map<String, ?>> scope =
                Map.of(
                        "parameters", Map.of("start", 3L),
                        "steps",
                                Map.of(
                                        "first", Map.of("sum", 4.0),
                                        "middle/inner/one", Map.of("sum", 28.0),
                                        "middle/inner/two", Map.of("sum", 7.5)));
        assertThat(value(two.with().get("x"), scope)).isEqualTo(2.0);
        assertThat(value(two.when().orElseThrow(), scope)).isEqualTo(true);
        Step one = workflow.steps().get("middle/inner/one");
        assertThat(value(one.with().get("x"), scope)).isEqualTo(15.0);
        assertThat(value(one.with().get("y"), scope)).isEqualTo(28.0);
        assertThat(one.needs()).containsExactly("first");
        assertThat(workflow.steps().get("last").needs())
                .containsExactly("middle/inner/one", "middle/inner/two");
        assertThat(value(workflow.steps().get("last").with().get("x"), scope)).isEqualTo(7.5);
        assertThat(value(workflow.outputs().get("all"), scope)).isEqualTo(Map.of("sum", 7.5));
        assertThat(value(workflow.outputs().get("there"), scope)).isEqualTo(true);
    }

    @Test
    void anErrorInAnExpressionPointsToTheFileThatItIsIn() throws Exception {
        Workflow workflow =
                read(
                        """
                        steps:
                          inner: {uses: ./inner.yaml, with: {n: "${{ 1 - 1 }}"}}
                        """);
        ValueTemplate x = workflow.steps().get("inner/two").with().get("x");
        assertThatThrownBy(() -> value(x, Map.of("steps", Map.of("inner/one", Map.of("sum", 1.0)))))
                .hasMessageContaining("inner.yaml:4:");
        ValueTemplate text =
                read("steps: {inner: {uses: ./inner.yaml, with: {n: \"${{ 'a' * 2 }}\"}}}")
                        .steps()
                        .get("inner/one")
                        .with()
                        .get("x");
        assertThatThrownBy(() -> value(text, Map.of())).hasMessageContaining("outer.yaml:1:");
    }

    @Test
    void partsThatWaitForEachOtherAreRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        steps:
                                          a: {uses: ./middle.yaml, with: {k: "${{ steps.b.sum }}"}}
                                          b: {uses: ./middle.yaml, with: {k: "${{ steps.a.sum }}"}}
                                        """))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("these steps wait for each other");
    }

    @Test
    void theTextsOfPartsBelongToTheWorkflow() throws Exception {
        Workflow workflow = read("steps: {a: {uses: ./middle.yaml, with: {k: 1}}}");
        assertThat(workflow.sources().stream().map(source -> source.name()).toList())
                .hasSize(3)
                .contains("./middle.yaml", "./middle.yaml: ./inner.yaml");
    }
}
