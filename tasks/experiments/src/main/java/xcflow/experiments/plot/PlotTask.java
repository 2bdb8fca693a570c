package xcflow.experiments.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.experiments.output.Picture;
import xcflow.figures.Figure;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Draws a figure of the results of other steps. */
@TaskInfo(
        name = "plot",
        version = "1",
        title = "Draw a figure: lines, points, bars, boxes, heat map",
        description =
                """
                Draws the rows of other steps, usually all instances of a matrix step. A column is a path into the
                row, such as `matrix.seed` or `training.energy-mean`. Figures that are outputs of the workflow stand
                open in the report.

                * `line`, `scatter`: `y` against `x`, a line or kind of mark for each value of `series`.
                * `bar`: a bar of `y` for each value of `x`. Of several rows with the same `x` and `series` the mean is
                  drawn, with their standard deviation as error bar.
                * `box`: the spread of `y` for each value of `x`, with all values.
                * `heat-map`: a cell of `y` for each value of `x` (columns) and of `series` (rows); the mean of several.

                With `difference-from`, a second panel shows how far the other lines are from the named one.
                In labels, braces make indices: `F_{xc}`, `10^{-3}`.
                """,
        example =
                """
                figure:
                  uses: plot
                  with:
                    kind: box
                    rows: ${{ steps.clone }}
                    x: matrix.architecture
                    y: training.energy-mean
                    y-label: mean error of E_{xc}
                    y-unit: Ha
                    y-scale: logarithmic
                    title: Clones of five seeds by architecture
                """)
public final class PlotTask implements Task<PlotTask.Inputs, PlotTask.Outputs> {

    /** Kinds of figures. */
    public enum Kind {
        @Describe("Curves.")
        LINE,
        @Describe("Points that nothing joins.")
        SCATTER,
        @Describe("Bars with error bars.")
        BAR,
        @Describe("Coloured cells with numbers.")
        HEAT_MAP,
        @Describe("Quartiles, ends and all values.")
        BOX
    }

    /** How an axis is divided. */
    public enum Axes {
        @Describe("Equal steps.")
        LINEAR,
        @Describe("Powers of ten; what is not above zero is not drawn.")
        LOGARITHMIC
    }

    /** What is drawn and how. */
    public record Inputs(
            @Describe("Kind of figure.") Kind kind,
            @Describe(value = "The rows.", example = "${{ steps.validate }}", defaultValue = "[]")
                    List<Object> rows,
            @Describe("CSV file with the rows, instead of `rows`.") Optional<Artefact> table,
            @Describe(
                            "Column that holds a list of rows; each is drawn as a row of its own that"
                                    + " knows the other columns too.")
                    Optional<String> unfold,
            @Describe(value = "Column across.", example = "matrix.architecture") String x,
            @Describe(value = "Column with the quantity.", example = "final-loss") String y,
            @Describe(
                            value =
                                    "Column that tells lines, marks or colours apart; the rows of a"
                                            + " heat map.",
                            example = "matrix.seed")
                    Optional<String> series,
            @Describe("Column with the error of `y`, drawn as a bar in both directions.")
                    Optional<String> error,
            @Describe("Column with names of the points, such as molecules.") Optional<String> names,
            @Describe(value = "Series from which the others are subtracted.", example = "PBE")
                    Optional<String> differenceFrom,
            @Describe("Title.") Optional<String> title,
            @Describe("A sentence below the figure.") Optional<String> caption,
            @Describe("What is across (default: the column's name).") Optional<String> xLabel,
            @Describe("Its unit.") Optional<String> xUnit,
            @Describe("What the quantity is (default: the column's name).") Optional<String> yLabel,
            @Describe("Its unit.") Optional<String> yUnit,
            @Describe(value = "Number by which the quantity is multiplied.", defaultValue = "1")
                    double yFactor,
            @Describe(value = "Scale across.", defaultValue = "linear") Axes xScale,
            @Describe(value = "Scale of the quantity.", defaultValue = "linear") Axes yScale,
            @Describe(value = "Name of the files, without extension.", defaultValue = "plot")
                    String name) {}

    /** The figure and its numbers. */
    public record Outputs(
            @Describe(value = "The figure (SVG).", absolute = 0.2) Artefact svg,
            @Describe(
                            "The figure for programs that know no SVG (PNG); none on a machine without fonts.")
                    Optional<Artefact> png,
            @Describe("What is drawn (CSV).") Artefact data,
            @Describe("Number of rows that are drawn.") int drawn,
            @Describe("Number of rows without a number.") int missing) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws IOException, TaskFailure {
        if (!inputs.name().matches("[\\p{Alnum}._-]+")) {
            throw new TaskFailure(
                    "name is '"
                            + inputs.name()
                            + "'; it may have letters, digits, '.', '_' and '-'");
        }
        PlotRows rows =
                inputs.table().isPresent()
                        ? PlotRows.ofCsv(
                                Files.readString(context.file(inputs.table().get())), inputs)
                        : PlotRows.of(inputs);
        if (rows.points().isEmpty()) {
            throw new TaskFailure(
                    "there is nothing to draw: none of "
                            + rows.missing()
                            + " rows has a number in '"
                            + inputs.y()
                            + "'");
        }
        if (rows.missing() > 0) {
            context.warn(
                    "values-missing",
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows have no number in '%s' and are not drawn",
                            rows.missing(),
                            rows.missing() + rows.points().size(),
                            inputs.y()));
        }
        Figure figure = new PlotDrawing(inputs, rows.points()).figure();
        return new Outputs(
                Picture.store(context, inputs.name() + ".svg", figure),
                png(figure, inputs, context),
                context.store(
                        inputs.name() + ".csv",
                        "text/csv",
                        out -> out.write(rows.csv().getBytes(StandardCharsets.UTF_8))),
                rows.points().size(),
                rows.missing());
    }

    private static Optional<Artefact> png(Figure figure, Inputs inputs, TaskContext context)
            throws IOException {
        if (!Figure.canWritePng()) {
            context.log().info("no PNG: this machine has no fonts");
            return Optional.empty();
        }
        return Optional.of(context.store(inputs.name() + ".png", Figure.PNG, figure::writePng));
    }
}
