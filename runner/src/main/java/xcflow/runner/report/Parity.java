package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Draws computed values against those they should have: above with the line on which all points
 * would lie, below the differences, which are mostly too small to be seen above. A table is drawn
 * if it has the columns {@code energy} and {@code reference-energy}, or {@code wanted} and errors
 * of it. Tables of several instances share a picture.
 */
final class Parity {
    /** Narrow, so that letters are large enough on a telephone. */
    private static final double WIDTH = 480;

    private static final double LEFT = 78;
    private static final double RIGHT = 16;
    private static final double TOP = 40;
    private static final double UPPER = 250;
    private static final double GAP = 34;
    private static final double LOWER = 120;
    private static final double MILLI = 1000;
    private static final int MOST_SERIES = 8;
    private static final String SMALL = "font-size=\"13\" fill=\"#5a666f\"";

    private Parity() {}

    private record Point(double wanted, double found) {
        double error() {
            return found - wanted;
        }
    }

    /** Points by the name of their series. */
    private record Chart(String unit, Map<String, List<Point>> series) {
        DoubleStream values(ToDoubleFunction<Point> value) {
            return series.values().stream().flatMap(List::stream).mapToDouble(value);
        }
    }

    static List<Report.Picture> of(List<Report.Table> tables) {
        Map<String, Chart> charts = new LinkedHashMap<>();
        tables.forEach(table -> gather(table, charts));
        charts.values().removeIf(chart -> chart.values(Point::wanted).distinct().count() < 2);
        List<Report.Picture> pictures = new ArrayList<>();
        charts.forEach(
                (title, chart) -> pictures.add(new Report.Picture(title, draw(title, chart))));
        return pictures;
    }

    private static void gather(Report.Table table, Map<String, Chart> charts) {
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
                        row.get(wanted),
                        row.get(column),
                        true);
            }
        }
    }

    private static String title(String what, String kind) {
        return what.isEmpty() ? kind : what + ": " + kind;
    }

    private static void add(
            Map<String, Chart> charts,
            String title,
            String unit,
            String series,
            Object wanted,
            Object found,
            boolean isError) {
        if (wanted instanceof Number x
                && found instanceof Number y
                && Double.isFinite(x.doubleValue())
                && Double.isFinite(y.doubleValue())) {
            double value = isError ? x.doubleValue() + y.doubleValue() : y.doubleValue();
            Chart chart =
                    charts.computeIfAbsent(title, key -> new Chart(unit, new LinkedHashMap<>()));
            if (chart.series.size() < MOST_SERIES || chart.series.containsKey(series)) {
                chart.series
                        .computeIfAbsent(series, key -> new ArrayList<>())
                        .add(new Point(x.doubleValue(), value));
            }
        }
    }

    private static String draw(String title, Chart chart) {
        List<String> names = List.copyOf(chart.series.keySet());
        boolean legend = names.size() > 1;
        double middle = TOP + UPPER;
        double bottom = middle + GAP + LOWER;
        Drawing drawing = new Drawing(WIDTH, bottom + 46 + (legend ? 22 * names.size() : 0));
        drawing.text(14, 22, "start", "font-size=\"15\" font-weight=\"600\"", title);

        double scale = chart.unit.equals("Ha") ? MILLI : 1;
        Scale value =
                Scale.around(
                        Math.min(
                                chart.values(Point::wanted).min().orElse(0),
                                chart.values(Point::found).min().orElse(0)),
                        Math.max(
                                chart.values(Point::wanted).max().orElse(1),
                                chart.values(Point::found).max().orElse(1)));
        Scale error =
                Scale.around(
                        Math.min(0, chart.values(Point::error).min().orElse(0) * scale),
                        Math.max(0, chart.values(Point::error).max().orElse(0) * scale));

        for (double tick : value.ticks()) {
            double y = value.at(tick, middle, TOP);
            double x = value.at(tick, LEFT, WIDTH - RIGHT);
            drawing.line(LEFT, y, WIDTH - RIGHT, y, "#e4e8eb", 1);
            drawing.text(LEFT - 8, y + 4, "end", SMALL, value.text(tick));
            drawing.line(x, middle + GAP, x, bottom, "#e4e8eb", 1);
            drawing.text(x, bottom + 18, "middle", SMALL, value.text(tick));
        }
        for (double tick : error.ticks()) {
            double y = error.at(tick, bottom, middle + GAP);
            drawing.line(LEFT, y, WIDTH - RIGHT, y, tick == 0 ? "#9aa4ad" : "#e4e8eb", 1);
            drawing.text(LEFT - 8, y + 4, "end", SMALL, error.text(tick));
        }
        drawing.line(LEFT, middle, WIDTH - RIGHT, TOP, "#9aa4ad", 1);
        drawing.text(LEFT + 6, TOP + 14, "start", SMALL, "computed" + in(chart.unit));
        drawing.text(
                LEFT,
                middle + GAP - 8,
                "start",
                SMALL,
                "difference" + in(scale == 1 ? chart.unit : "m" + chart.unit));
        drawing.text(
                WIDTH - RIGHT,
                bottom + 38,
                "end",
                SMALL,
                (title.endsWith("targets") ? "target" : "reference") + in(chart.unit));
        for (int i = 0; i < names.size(); i++) {
            String colour = Drawing.colour(i);
            for (Point point : chart.series.get(names.get(i))) {
                double x = value.at(point.wanted, LEFT, WIDTH - RIGHT);
                drawing.dot(x, value.at(point.found, middle, TOP), colour);
                drawing.dot(x, error.at(point.error() * scale, bottom, middle + GAP), colour);
            }
            if (legend) {
                double y = bottom + 58 + 22 * i;
                drawing.dot(LEFT, y - 4, colour);
                drawing.text(LEFT + 14, y, "start", SMALL, names.get(i));
            }
        }
        return drawing.uri();
    }

    private static String in(String unit) {
        return unit.isEmpty() ? "" : " / " + unit;
    }
}
