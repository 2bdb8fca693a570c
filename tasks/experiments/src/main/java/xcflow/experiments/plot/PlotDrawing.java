package xcflow.experiments.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import xcflow.experiments.plot.PlotRows.Point;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.HeatMap;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;
import xcflow.figures.RowChart;
import xcflow.spi.TaskFailure;

/** The figure of a {@code plot} task. */
final class PlotDrawing {
    private static final int MOST_ROWS = 200;

    private final PlotTask.Inputs inputs;
    private final List<Point> points;
    private final Map<String, List<Point>> series = new LinkedHashMap<>();
    private final Quantity x;
    private final Quantity y;
    private final String title;

    PlotDrawing(PlotTask.Inputs inputs, List<Point> points) {
        this.inputs = inputs;
        this.points = points;
        points.forEach(
                point ->
                        series.computeIfAbsent(point.series(), key -> new ArrayList<>())
                                .add(point));
        x =
                new Quantity(
                        inputs.xLabel().orElse(last(inputs.x())),
                        inputs.xUnit().orElse(""),
                        inputs.xScale() == PlotTask.Axes.LOGARITHMIC);
        y =
                new Quantity(
                        inputs.yLabel().orElse(last(inputs.y())),
                        inputs.yUnit().orElse(""),
                        inputs.yScale() == PlotTask.Axes.LOGARITHMIC);
        title = inputs.title().orElse(y.label() + " by " + x.label());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    Figure figure() throws TaskFailure {
        return switch (inputs.kind()) {
            case LINE, SCATTER -> chart();
            case BAR -> bars();
            case BOX -> boxes();
            case HEAT_MAP -> heatMap();
        };
    }

    private Figure chart() throws TaskFailure {
        for (Point point : points) {
            if (Double.isNaN(point.number())) {
                throw new TaskFailure(
                        "'"
                                + inputs.x()
                                + "' has the value '"
                                + point.x()
                                + "', which is no number; bar, box and heat-map take names");
            }
        }
        Chart chart = new Chart(title).caption(inputs.caption().orElse(""));
        Panel panel = chart.panel(x, y);
        boolean lines = inputs.kind() == PlotTask.Kind.LINE;
        series.forEach((name, unsorted) -> add(panel, name, lines ? sorted(unsorted) : unsorted));
        if (!y.logarithmic()
                && points.stream().anyMatch(p -> p.y() < 0)
                && points.stream().anyMatch(p -> p.y() > 0)) {
            panel.level("", 0);
        }
        if (inputs.differenceFrom().isPresent()) {
            differences(chart, inputs.differenceFrom().get());
        }
        return chart.figure();
    }

    private void add(Panel panel, String name, List<Point> list) {
        double[] xs = list.stream().mapToDouble(Point::number).toArray();
        double[] ys = list.stream().mapToDouble(Point::y).toArray();
        double[] errors =
                inputs.error().isPresent()
                        ? list.stream().mapToDouble(Point::error).toArray()
                        : new double[0];
        if (inputs.kind() == PlotTask.Kind.LINE) {
            panel.line(name, xs, ys, errors);
        } else {
            List<String> names =
                    inputs.names().isPresent()
                            ? list.stream().map(Point::name).toList()
                            : List.of();
            panel.points(name, xs, ys, names, errors);
        }
    }

    private static List<Point> sorted(List<Point> list) {
        return list.stream().sorted(Comparator.comparingDouble(Point::number)).toList();
    }

    /** The others minus the named one, where both have a value. */
    private void differences(Chart chart, String from) throws TaskFailure {
        if (!series.containsKey(from)) {
            throw new TaskFailure(
                    "difference-from is '" + from + "'; there are the series " + series.keySet());
        }
        Map<Double, Double> base = new TreeMap<>();
        series.get(from).forEach(point -> base.put(point.number(), point.y()));
        Panel panel = chart.panel(x, Quantity.of("difference from " + from, y.unit())).height(120);
        boolean lines = inputs.kind() == PlotTask.Kind.LINE;
        for (Map.Entry<String, List<Point>> one : series.entrySet()) {
            List<Point> common =
                    sorted(one.getValue()).stream()
                            .filter(point -> base.containsKey(point.number()))
                            .toList();
            double[] xs = common.stream().mapToDouble(Point::number).toArray();
            double[] ys = common.stream().mapToDouble(p -> p.y() - base.get(p.number())).toArray();
            if (lines) {
                panel.line(one.getKey(), xs, ys);
            } else {
                panel.points(one.getKey(), xs, ys, List.of());
            }
        }
        panel.level("", 0);
    }

    /** Values by what they belong to, in the order in which they come. */
    private Map<List<String>, double[]> groups() throws TaskFailure {
        Map<List<String>, List<Point>> groups = new LinkedHashMap<>();
        for (Point point : points) {
            groups.computeIfAbsent(
                            List.of(PlotRows.text(point.x()), point.series()),
                            key -> new ArrayList<>())
                    .add(point);
        }
        if (groups.size() > MOST_ROWS) {
            throw new TaskFailure(
                    "'"
                            + inputs.x()
                            + "' and the series have "
                            + groups.size()
                            + " combinations, which nobody can tell apart; at most "
                            + MOST_ROWS
                            + " are drawn");
        }
        Map<List<String>, double[]> values = new LinkedHashMap<>();
        groups.forEach(
                (key, list) -> values.put(key, list.stream().mapToDouble(Point::y).toArray()));
        return values;
    }

    private Figure bars() throws TaskFailure {
        RowChart chart = new RowChart(title, y).caption(inputs.caption().orElse(""));
        groups().forEach(
                        (key, values) -> {
                            double mean = DoubleStream.of(values).average().orElseThrow();
                            double error = values.length > 1 ? deviation(values, mean) : given(key);
                            chart.bar(key.get(0), key.get(1), mean, error);
                        });
        return chart.figure();
    }

    /** The error of the only row of a group. */
    private double given(List<String> key) {
        return points.stream()
                .filter(p -> List.of(PlotRows.text(p.x()), p.series()).equals(key))
                .mapToDouble(Point::error)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double deviation(double[] values, double mean) {
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private Figure boxes() throws TaskFailure {
        RowChart chart = new RowChart(title, y).caption(inputs.caption().orElse(""));
        groups().forEach((key, values) -> chart.box(key.get(0), key.get(1), values));
        return chart.figure();
    }

    private Figure heatMap() throws TaskFailure {
        if (inputs.series().isEmpty()) {
            throw new TaskFailure("a heat map needs series: the column with the names of its rows");
        }
        Map<List<String>, double[]> groups = groups();
        List<String> columns = groups.keySet().stream().map(key -> key.get(0)).distinct().toList();
        List<String> rows = groups.keySet().stream().map(key -> key.get(1)).distinct().toList();
        double[][] cells = new double[rows.size()][columns.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                double[] values = groups.get(List.of(columns.get(c), rows.get(r)));
                cells[r][c] =
                        values == null
                                ? Double.NaN
                                : DoubleStream.of(values).average().orElseThrow();
            }
        }
        return new HeatMap(title, x.label(), last(inputs.series().get()), y, columns, rows, cells)
                .caption(inputs.caption().orElse(""))
                .figure();
    }
}
