package xcflow.experiments.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.plot.PlotTask.Axes;
import xcflow.experiments.plot.PlotTask.Kind;
import xcflow.spi.Artefact;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.testkit.TrialContext;

class PlotTaskTest {
    @TempDir Path directory;

    private static List<Object> rows() {
        List<Object> rows = new ArrayList<>();
        for (String kind : List.of("constrained", "free")) {
            for (long seed = 1; seed <= 3; seed++) {
                rows.add(
                        Map.of(
                                "matrix",
                                Map.of("kind", kind, "seed", seed),
                                "error",
                                seed * (kind.equals("free") ? 10 : 1) * 1e-3));
            }
        }
        return rows;
    }

    private PlotTask.Inputs inputs(
            Kind kind, List<Object> rows, String x, String y, String series, String from) {
        return new PlotTask.Inputs(
                kind,
                rows,
                Optional.empty(),
                Optional.empty(),
                x,
                y,
                Optional.ofNullable(series),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(from),
                Optional.of("Errors"),
                Optional.of("Three seeds."),
                Optional.empty(),
                Optional.empty(),
                Optional.of("error of E_{xc}"),
                Optional.of("mHa"),
                1e3,
                Axes.LINEAR,
                Axes.LINEAR,
                "figure");
    }

    private String svg(PlotTask.Inputs inputs, TrialContext context) throws Exception {
        PlotTask.Outputs outputs = new PlotTask().run(inputs, context);
        assertThat(outputs.svg().name()).isEqualTo("figure.svg");
        return context.text(outputs.svg());
    }

    @Test
    void linesHaveTheirNamesAndDifferencesAPanelOfTheirOwn() throws Exception {
        String svg =
                svg(
                        inputs(
                                Kind.LINE,
                                rows(),
                                "matrix.seed",
                                "error",
                                "matrix.kind",
                                "constrained"),
                        new TrialContext(directory));
        assertThat(svg)
                .contains(">constrained</text>", ">free</text>", "Three seeds.")
                .contains("difference from constrained (mHa)");
    }

    @Test
    void barsOfSeveralRowsAreMeansWithStandardDeviations() throws Exception {
        TrialContext context = new TrialContext(directory);
        PlotTask.Outputs outputs =
                new PlotTask()
                        .run(inputs(Kind.BAR, rows(), "matrix.kind", "error", null, null), context);
        assertThat(context.text(outputs.svg())).contains(">2.00</text>", ">20.0</text>");
        assertThat(outputs.drawn()).isEqualTo(6);
        assertThat(context.text(outputs.data()))
                .startsWith("x,y,series,error,name\r\nconstrained,1.0,,,\r\n");
    }

    @Test
    void boxesAndCellsShowEveryValue() throws Exception {
        TrialContext context = new TrialContext(directory);
        String boxes = svg(inputs(Kind.BOX, rows(), "matrix.kind", "error", null, null), context);
        assertThat(boxes.split("<circle", -1)).hasSize(1 + 6);
        String cells =
                svg(
                        inputs(Kind.HEAT_MAP, rows(), "matrix.seed", "error", "matrix.kind", null),
                        context);
        assertThat(cells).contains(">30.0</text>", ">seed</text>", ">kind</text>");
    }

    @Test
    void whatHasNoNumberIsCountedAndWarnedOf() throws Exception {
        List<Object> rows = rows();
        rows.add(Map.of("matrix", Map.of("kind", "free", "seed", 4L)));
        TrialContext context = new TrialContext(directory);
        PlotTask.Outputs outputs =
                new PlotTask()
                        .run(
                                inputs(
                                        Kind.SCATTER,
                                        rows,
                                        "matrix.seed",
                                        "error",
                                        "matrix.kind",
                                        null),
                                context);
        assertThat(outputs.missing()).isEqualTo(1);
        assertThat(context.warnings).extracting(Warning::code).containsExactly("values-missing");
    }

    @Test
    void whatCannotBeDrawnIsSaid() {
        TrialContext context = new TrialContext(directory);
        assertThatThrownBy(
                        () -> svg(inputs(Kind.LINE, rows(), "seed", "error", null, null), context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no row has a value 'seed'; there are [");
        assertThatThrownBy(
                        () ->
                                svg(
                                        inputs(
                                                Kind.LINE,
                                                rows(),
                                                "matrix.kind",
                                                "error",
                                                null,
                                                null),
                                        context))
                .hasMessageContaining("'constrained', which is no number");
        assertThatThrownBy(() -> svg(inputs(Kind.LINE, List.of(), "x", "y", null, null), context))
                .hasMessageContaining("nothing to draw");
    }

    @Test
    void rowsInsideOfRowsAndRowsOfAFileAreDrawnToo() throws Exception {
        TrialContext context = new TrialContext(directory);
        PlotTask.Inputs plain = inputs(Kind.LINE, List.of(), "volume", "energy", null, null);
        Artefact file =
                context.store(
                        "curve.csv",
                        "text/csv",
                        out ->
                                out.write(
                                        "volume,energy\r\n1,-1e-3\r\n2,-2e-3\r\n"
                                                .getBytes(StandardCharsets.UTF_8)));
        assertThat(new PlotTask().run(with(plain, Optional.of(file), null), context).drawn())
                .isEqualTo(2);
        List<Object> nested =
                List.of(
                        Map.of(
                                "kind",
                                "a",
                                "points",
                                List.of(
                                        Map.of("volume", 1.0, "energy", 2.0),
                                        Map.of("volume", 2.0, "energy", 3.0))));
        PlotTask.Inputs unfolded =
                with(
                        inputs(Kind.LINE, nested, "volume", "energy", "kind", null),
                        Optional.empty(),
                        "points");
        assertThat(new PlotTask().run(unfolded, context).drawn()).isEqualTo(2);
    }

    private static PlotTask.Inputs with(
            PlotTask.Inputs inputs, Optional<Artefact> table, String unfold) {
        return new PlotTask.Inputs(
                inputs.kind(),
                inputs.rows(),
                table,
                Optional.ofNullable(unfold),
                inputs.x(),
                inputs.y(),
                inputs.series(),
                inputs.error(),
                inputs.names(),
                inputs.differenceFrom(),
                inputs.title(),
                inputs.caption(),
                inputs.xLabel(),
                inputs.xUnit(),
                inputs.yLabel(),
                inputs.yUnit(),
                inputs.yFactor(),
                inputs.xScale(),
                inputs.yScale(),
                inputs.name());
    }
}
