package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;

/**
 * Draws computed values against those they should have: above with the line on which all points
 * would lie, below the differences, which are mostly too small to be seen above. A table is drawn
 * if it has the columns {@code energy} and {@code reference-energy}, or {@code wanted} and errors
 * of it. Tables of several instances share a picture.
 */
final class Parity {

    private static final double MILLI = 1000;
    private static final int MOST_SERIES = 8;

    private Parity() {}

    private record Point(String name, double wanted, double found) {
        double error() {
            return found - wanted;
        }
    }

    /** Points by the name of their series. */
    private record Energies(String unit, Map<String, List<Point>> series) {
        DoubleStream values(ToDoubleFunction<Point> value) {
            return series.values().stream().flatMap(List::stream).mapToDouble(value);
        }
    }

    static List<Report.Picture> of(List<Report.Table> tables) {
        Map<String, Energies> charts = new LinkedHashMap<>();
        tables.forEach(table -> gather(table, charts));
        charts.values().removeIf(chart -> chart.values(Point::wanted).distinct().count() < 2);
        List<Report.Picture> pictures = new ArrayList<>();
        charts.forEach((title, chart) -> pictures.add(Pictures.of(title, draw(title, chart))));
        return pictures;
    }

    private static void gather(Report.Table table, Map<String, Energies> charts) {
        List<String> names = table.columns().stream().map(Report.Column::name).toList();
        int colon = table.caption().indexOf(": ");
        String what = colon < 0 ? table.caption() : table.caption().substring(0, colon);
        String whose = colon < 0 ? "" : table.caption().substring(colon + 2);
        int reference = names.indexOf("reference-energy");
        int energy = names.indexOf("energy");
        if (reference >= 0 && energy >= 0) {
            int converged = names.indexOf("converged");
            for (List<Object> row : table.rows()) {
                if (converged < 0 || Boolean.TRUE.equals(row.get(converged))) {
                    add(
                            charts,
                            title(what, "energies and reference"),
                            table.columns().get(reference).unit(),
                            whose,
                            name(names, row),
                            row.get(reference),
                            row.get(energy),
                            false);
                }
            }
        }
        int wanted = names.indexOf("wanted");
        for (String error : List.of("parent-error", "error")) {
            int column = names.indexOf(error);
            if (wanted < 0 || column < 0) {
                continue;
            }
            String state = error.equals("error") ? "fine-tuned" : "before";
            for (List<Object> row : table.rows()) {
                add(
                        charts,
                        title(what, "energies and targets"),
                        table.columns().get(wanted).unit(),
                        whose.isEmpty() ? state : whose + ", " + state,
                        name(names, row),
                        row.get(wanted),
                        row.get(column),
                        true);
            }
        }
    }

    /** What the row is about: its first text. */
    private static String name(List<String> columns, List<Object> row) {
        for (String column : List.of("molecule", "target", "crystal", "system", "name")) {
            int at = columns.indexOf(column);
            if (at >= 0 && row.get(at) instanceof String text) {
                return text;
            }
        }
        return "";
    }

    private static String title(String what, String kind) {
        return what.isEmpty() ? kind : what + ": " + kind;
    }

    private static void add(
            Map<String, Energies> charts,
            String title,
            String unit,
            String series,
            String name,
            Object wanted,
            Object found,
            boolean isError) {
        if (wanted instanceof Number x
                && found instanceof Number y
                && Double.isFinite(x.doubleValue())
                && Double.isFinite(y.doubleValue())) {
            double value = isError ? x.doubleValue() + y.doubleValue() : y.doubleValue();
            Energies chart =
                    charts.computeIfAbsent(title, key -> new Energies(unit, new LinkedHashMap<>()));
            if (chart.series.size() < MOST_SERIES || chart.series.containsKey(series)) {
                chart.series
                        .computeIfAbsent(series, key -> new ArrayList<>())
                        .add(new Point(name, x.doubleValue(), value));
            }
        }
    }

    private static Figure draw(String title, Energies energies) {
        boolean milli = energies.unit.equals("Ha");
        String quantity = title.endsWith("targets") ? "target" : "reference";
        Quantity across = Quantity.of(quantity, energies.unit);
        Chart chart = new Chart(title);
        Panel above = chart.panel(across, Quantity.of("computed", energies.unit)).height(240);
        Panel below =
                chart.panel(
                                across,
                                Quantity.of(
                                        "computed minus " + quantity,
                                        milli ? "mHa" : energies.unit))
                        .height(150);
        energies.series.forEach(
                (name, points) -> {
                    double[] wanted = points.stream().mapToDouble(Point::wanted).toArray();
                    List<String> names = points.stream().map(Point::name).toList();
                    above.points(
                            name,
                            wanted,
                            points.stream().mapToDouble(Point::found).toArray(),
                            List.of());
                    below.points(
                            name,
                            wanted,
                            points.stream()
                                    .mapToDouble(point -> (milli ? MILLI : 1) * point.error())
                                    .toArray(),
                            names);
                });
        double low = energies.values(Point::wanted).min().orElse(0);
        double high = energies.values(Point::wanted).max().orElse(1);
        above.guide(new double[] {low, high}, new double[] {low, high});
        below.level("", 0);
        return chart.figure();
    }
}
