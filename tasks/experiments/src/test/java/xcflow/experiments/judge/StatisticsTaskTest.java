package xcflow.experiments.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.testkit.TrialContext;

class StatisticsTaskTest {
    @TempDir Path directory;

    private final List<Object> rows =
            List.of(
                    Map.of("matrix", Map.of("kind", "a"), "error", 1.0),
                    Map.of("matrix", Map.of("kind", "a"), "error", 3L),
                    Map.of("matrix", Map.of("kind", "b"), "error", 5.0),
                    Map.of("matrix", Map.of("kind", "b")));

    @Test
    void groupsByLabelsAndLeavesOutRowsWithoutTheNumber() throws Exception {
        var outputs =
                new StatisticsTask()
                        .run(
                                new StatisticsTask.Inputs(
                                        rows,
                                        Map.of("kind", "matrix.kind"),
                                        Map.of("error", "error")),
                                new TrialContext(directory));
        assertThat(outputs.mean()).isEqualTo(Map.of("error", Map.of("a", 2.0, "b", 5.0)));
        assertThat(outputs.groups().get(0).deviation()).hasValue(Math.sqrt(2));
        assertThat(outputs.groups().get(1).deviation()).hasValue(0.0);
        assertThat(outputs.groups().get(0).missing()).isZero();
        assertThat(outputs.groups().get(1).missing()).isEqualTo(1);
        assertThat(outputs.missing()).isEqualTo(1);
    }

    @Test
    void aGroupWithoutTheNumberIsShownAndHasNoMean() throws Exception {
        List<Object> some =
                List.of(Map.of("kind", "a", "error", 1.0), Map.of("kind", "b", "other", 2.0));
        var outputs =
                new StatisticsTask()
                        .run(
                                new StatisticsTask.Inputs(
                                        some, Map.of("kind", "kind"), Map.of("error", "error")),
                                new TrialContext(directory));
        assertThat(outputs.groups())
                .extracting(StatisticsTask.Group::group)
                .containsExactly("a", "b");
        assertThat(outputs.groups().get(1).mean()).isEmpty();
        assertThat(outputs.groups().get(1).missing()).isEqualTo(1);
        assertThat(outputs.mean().get("error")).containsEntry("a", 1.0).containsEntry("b", null);
    }

    @Test
    void aClaimWithoutAnAnswerIsUndecided() throws Exception {
        TrialContext context = new TrialContext(directory);
        var outputs =
                new VerdictTask()
                        .run(
                                new VerdictTask.Inputs(
                                        "A is better than B.",
                                        Optional.empty(),
                                        "A has 1, B missing.",
                                        1),
                                context);
        assertThat(outputs.verdict()).isEqualTo("undecided");
        assertThat(outputs.reproduced()).isEmpty();
        assertThat(outputs.text())
                .isEqualTo(
                        "A is better than B. Reproduced: undecided, because A has 1, B missing. (1"
                                + " value is missing.)");
        assertThat(context.warnings).extracting(Warning::code).containsExactly("verdict-undecided");
    }

    @Test
    void aMissingLabelIsNamed() {
        assertThatThrownBy(
                        () ->
                                new StatisticsTask()
                                        .run(
                                                new StatisticsTask.Inputs(
                                                        rows,
                                                        Map.of("seed", "matrix.seed"),
                                                        Map.of("error", "error")),
                                                new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("matrix.seed");
    }
}
