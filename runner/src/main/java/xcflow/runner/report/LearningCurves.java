package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws the losses of tables that have a row for each step of an optimisation. Tables of several
 * instances share a picture; what is trained in parts has a picture for each part.
 */
final class LearningCurves {
    private static final int FEWEST_STEPS = 8;
    private static final double WIDTH = 720;
    private static final double HEIGHT = 330;
    private static final double LEFT = 74;
    private static final double RIGHT = 20;
    private static final double TOP = 38;
    private static final String SMALL = "font-size=\"12\" fill=\"#5a666f\"";

    private LearningCurves() {}

    /** Losses by the name of the line. */
    private record Chart(String loss, Map<String, List<Double>> lines) {}

    static List<Report.Picture> of(List<Report.Table> tables) {
        Map<String, Chart> charts = new LinkedHashMap<>();
        tables.forEach(table -> gather(table, charts));
        return charts.entrySet().stream()
                .map(e -> new Report.Picture(e.getKey(), draw(e.getKey(), e.getValue())))
                .toList();
    }

    private static void gather(Report.Table table, Map<String, Chart> charts) {
        List<String> names = table.columns().stream().map(Report.Column::name).toList();
        int loss =
                IntStream.range(0, names.size())
                        .filter(i -> names.get(i).startsWith("loss"))
                        .findFirst()
                        .orElse(-1);
        if (loss < 0 || !names.contains("step") || table.rows().size() < FEWEST_STEPS) {
            return;
        }
        int part = names.indexOf("part");
        int colon = table.caption().indexOf(": ");
        String line = colon < 0 ? "" : table.caption().substring(colon + 2);
        String what = colon < 0 ? table.caption() : table.caption().substring(0, colon);
        for (List<Object> row : table.rows()) {
            if (row.get(loss) instanceof Number value && value.doubleValue() > 0) {
                String title = part < 0 ? what : what + ", " + row.get(part);
                charts.computeIfAbsent(
                                title, key -> new Chart(names.get(loss), new LinkedHashMap<>()))
                        .lines()
                        .computeIfAbsent(line, key -> new ArrayList<>())
                        .add(value.doubleValue());
            }
        }
    }

    private static String draw(String title, Chart chart) {
        List<String> names = List.copyOf(chart.lines().keySet());
        boolean legend = names.size() > 1;
        double bottom = TOP + HEIGHT;
        Drawing drawing =
                new Drawing(WIDTH, bottom + 44 + (legend ? 20 * ((names.size() + 1) / 2) : 0));
        double low =
                chart.lines().values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Math::log10)
                        .min()
                        .orElse(0);
        double high =
                chart.lines().values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Math::log10)
                        .max()
                        .orElse(1);
        double from = Math.floor(low);
        double span = Math.max(1, Math.ceil(high) - from);
        int steps = chart.lines().values().stream().mapToInt(List::size).max().orElse(1);
        drawing.text(LEFT, 22, "start", "font-size=\"14\" font-weight=\"600\"", title);
        int stride = (int) Math.ceil(span / 8);
        for (int power = 0; power <= span; power += stride) {
            double y = bottom - HEIGHT * power / span;
            drawing.line(LEFT, y, WIDTH - RIGHT, y, "#e4e8eb", 1);
            drawing.text(
                    LEFT - 8,
                    y + 4,
                    "end",
                    SMALL,
                    String.format(Locale.ROOT, "1e%+03d", (int) from + power));
        }
        for (int i = 0; i <= 4; i++) {
            double x = LEFT + (WIDTH - RIGHT - LEFT) * i / 4;
            drawing.text(
                    x,
                    bottom + 18,
                    "middle",
                    SMALL,
                    Long.toString(Math.round((steps - 1) * i / 4.0)));
        }
        drawing.text((LEFT + WIDTH - RIGHT) / 2, bottom + 36, "middle", SMALL, "step");
        drawing.text(WIDTH - RIGHT, 22, "end", SMALL, chart.loss());
        for (int i = 0; i < names.size(); i++) {
            double[] losses =
                    chart.lines().get(names.get(i)).stream().mapToDouble(d -> d).toArray();
            double[] x =
                    IntStream.range(0, losses.length)
                            .mapToDouble(
                                    k -> LEFT + (WIDTH - RIGHT - LEFT) * k / Math.max(1, steps - 1))
                            .toArray();
            double[] y =
                    IntStream.range(0, losses.length)
                            .mapToDouble(
                                    k -> bottom - HEIGHT * (Math.log10(losses[k]) - from) / span)
                            .toArray();
            drawing.curve(x, y, Drawing.colour(i));
            if (legend) {
                double left = LEFT + (i % 2) * (WIDTH - LEFT) / 2;
                double height = bottom + 56 + 20 * (i / 2);
                drawing.line(left, height - 4, left + 22, height - 4, Drawing.colour(i), 2.4);
                drawing.text(left + 30, height, "start", SMALL, names.get(i));
            }
        }
        return drawing.uri();
    }
}
