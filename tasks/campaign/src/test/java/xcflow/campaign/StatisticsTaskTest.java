package xcflow.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.TaskFailure;

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
                                new TestContext(directory));
        assertThat(outputs.mean()).isEqualTo(Map.of("error", Map.of("a", 2.0, "b", 5.0)));
        assertThat(outputs.groups().get(0).deviation()).isEqualTo(Math.sqrt(2));
        assertThat(outputs.groups().get(1).deviation()).isZero();
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
                                                new TestContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("matrix.seed");
    }
}
