package xcflow.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Lines and points over a horizontal axis. What is added takes the next colour. */
public final class Panel {
    private final Quantity x;
    private final Quantity y;
    private final List<Series> series = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private Shade shade;
    private double height = 300;
    private double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private int colour = -1;

    Panel(Quantity x, Quantity y) {
        this.x = x;
        this.y = y;
    }

    /** How values are shown. */
    enum Style {
        LINE,
        DASHED,
        GUIDE,
        POINTS
    }

    /**
     * @param names of the points; empty if they have none
     * @param errors as far as the bars reach; empty if there are none
     * @param labelled whether it is named in the picture
     */
    record Series(
            String label,
            Style style,
            double[] x,
            double[] y,
            List<String> names,
            double[] errors,
            int colour,
            boolean labelled) {}

    record Level(String label, double at) {}

    record Shade(String label, double from, double to) {}

    /** A curve in the next colour. */
    public Panel line(String label, double[] x, double[] y) {
        return add(label, Style.LINE, x, y, List.of(), new double[0], ++colour, true);
    }

    /** A dashed curve in the colour of the one before. */
    public Panel companion(String label, double[] x, double[] y) {
        return add(label, Style.DASHED, x, y, List.of(), new double[0], colour, true);
    }

    /** A dashed curve in the next colour, which is seen on another that it coincides with. */
    public Panel dashed(String label, double[] x, double[] y) {
        return add(label, Style.DASHED, x, y, List.of(), new double[0], ++colour, true);
    }

    /** Points in the colour of the curve before, which names them. */
    public Panel marks(double[] x, double[] y) {
        return add("", Style.POINTS, x, y, List.of(), new double[0], Math.max(0, colour), false);
    }

    /** Points in the next colour. */
    public Panel points(String label, double[] x, double[] y, List<String> names) {
        return add(label, Style.POINTS, x, y, names, new double[0], ++colour, true);
    }

    /** Points with bars of error in the next colour. */
    public Panel points(String label, double[] x, double[] y, List<String> names, double[] errors) {
        return add(label, Style.POINTS, x, y, names, errors, ++colour, true);
    }

    /** A curve with bars of error at its points. */
    public Panel line(String label, double[] x, double[] y, double[] errors) {
        return add(label, Style.LINE, x, y, List.of(), errors, ++colour, true);
    }

    private Panel add(
            String label,
            Style style,
            double[] xs,
            double[] ys,
            List<String> names,
            double[] errors,
            int number,
            boolean labelled) {
        double[] values = ys.clone();
        if (y.logarithmic()) {
            // There is no zero on a logarithmic axis: a gap.
            Arrays.setAll(values, i -> values[i] > 0 ? values[i] : Double.NaN);
        }
        series.add(new Series(label, style, xs, values, names, errors, number, labelled));
        return this;
    }

    /** A thin line without a name, such as the one on which all points should lie. */
    public Panel guide(double[] x, double[] y) {
        return add("", Style.GUIDE, x, y, List.of(), new double[0], 0, false);
    }

    /** A thin line at a height, such as zero or a bound. */
    public Panel level(String label, double at) {
        levels.add(new Level(label, at));
        return this;
    }

    /** Shades a part of the horizontal axis. */
    public Panel shade(String label, double from, double to) {
        shade = new Shade(label, from, to);
        return this;
    }

    /** The vertical axis holds these values at least. */
    public Panel atLeast(double low, double high) {
        range = new double[] {Math.min(range[0], low), Math.max(range[1], high)};
        return this;
    }

    /** Height of the area with the curves, in pixels. */
    public Panel height(double pixels) {
        height = pixels;
        return this;
    }

    /** The next curve has the colour of the first again. */
    public Panel again() {
        colour = -1;
        return this;
    }

    double height() {
        return height;
    }

    Quantity x() {
        return x;
    }

    Quantity y() {
        return y;
    }

    List<Series> series() {
        return series;
    }

    List<Level> levels() {
        return levels;
    }

    Shade shade() {
        return shade;
    }

    boolean isEmpty() {
        return ys().findAny().isEmpty() || xs().findAny().isEmpty();
    }

    DoubleStream xs() {
        return series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).filter(this::inX);
    }

    private boolean inX(double value) {
        return Double.isFinite(value) && (!x.logarithmic() || value > 0);
    }

    private DoubleStream ys() {
        DoubleStream values =
                series.stream()
                        .flatMap(
                                s ->
                                        Stream.iterate(0, i -> i < s.y().length, i -> i + 1)
                                                .flatMap(i -> ends(s, i)))
                        .mapToDouble(value -> value);
        DoubleStream fixed =
                DoubleStream.concat(Arrays.stream(range), levels.stream().mapToDouble(Level::at));
        return DoubleStream.concat(values, fixed)
                .filter(Double::isFinite)
                .filter(value -> !y.logarithmic() || value > 0);
    }

    private static Stream<Double> ends(Series series, int i) {
        double error = i < series.errors().length ? series.errors()[i] : 0;
        return Double.isFinite(error)
                ? Stream.of(series.y()[i] - error, series.y()[i] + error)
                : Stream.of(series.y()[i]);
    }

    Scale yScale() {
        return Scale.of(
                ys().min().orElse(0),
                ys().max().orElse(1),
                y.logarithmic(),
                (int) Math.max(3, height / 45));
    }

    /** What is seen, in words. */
    String description() {
        List<String> names =
                series.stream()
                        .filter(Series::labelled)
                        .map(Series::label)
                        .filter(label -> !label.isEmpty())
                        .distinct()
                        .toList();
        Scale scale = yScale();
        return String.format(
                Locale.ROOT,
                "%s against %s; from %.3g to %.3g%s.",
                y.text(""),
                x.text(""),
                ys().min().orElse(scale.low()),
                ys().max().orElse(scale.high()),
                names.isEmpty() ? "" : ": " + String.join(", ", names));
    }
}
