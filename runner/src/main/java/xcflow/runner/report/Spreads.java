package xcflow.runner.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws means with error bars of one standard deviation: a picture for each quantity of a table
 * that has the columns group, quantity, mean and deviation.
 */
final class Spreads {
    private static final double WIDTH = 720;
    private static final double LEFT = 190;
    private static final double RIGHT = 120;
    private static final double ROW = 34;
    private static final String SMALL = "font-size=\"12\" fill=\"#5a666f\"";

    private Spreads() {}

    /** One mean; the deviation is 0 where there is none. */
    private record Bar(String group, double mean, double deviation) {}

    static List<Report.Picture> of(List<Report.Table> tables) {
        Map<String, List<Bar>> pictures = new LinkedHashMap<>();
        tables.forEach(table -> gather(table, pictures));
        pictures.values().removeIf(bars -> bars.size() < 2);
        return pictures.entrySet().stream()
                .map(
                        e ->
                                new Report.Picture(
                                        e.getKey() + ": mean and standard deviation",
                                        draw(e.getKey(), e.getValue())))
                .toList();
    }

    private static void gather(Report.Table table, Map<String, List<Bar>> pictures) {
        List<String> names = table.columns().stream().map(Report.Column::name).toList();
        if (!names.containsAll(List.of("group", "quantity", "mean"))) {
            return;
        }
        int deviation = names.indexOf("deviation");
        for (List<Object> row : table.rows()) {
            if (row.get(names.indexOf("mean")) instanceof Number mean) {
                Object spread = deviation < 0 ? null : row.get(deviation);
                pictures.computeIfAbsent(
                                String.valueOf(row.get(names.indexOf("quantity"))),
                                quantity -> new java.util.ArrayList<>())
                        .add(
                                new Bar(
                                        String.valueOf(row.get(names.indexOf("group"))),
                                        mean.doubleValue(),
                                        spread instanceof Number s ? s.doubleValue() : 0));
            }
        }
    }

    private static String draw(String title, List<Bar> bars) {
        double low = bars.stream().mapToDouble(b -> b.mean - b.deviation).min().orElse(0);
        double high = bars.stream().mapToDouble(b -> b.mean + b.deviation).max().orElse(1);
        double from = Math.min(0, low);
        double span = Math.max(Math.max(0, high) - from, Double.MIN_NORMAL);
        double scale = (WIDTH - LEFT - RIGHT) / span;
        double bottom = 42 + ROW * bars.size();
        Drawing drawing = new Drawing(WIDTH, bottom + 12);
        drawing.text(14, 22, "start", "font-size=\"14\" font-weight=\"600\"", title);
        double zero = LEFT - from * scale;
        drawing.line(zero, 34, zero, bottom, "#9aa4ad", 1);
        Report.Column column = new Report.Column("", "");
        List<String> means =
                Numbers.column(column, bars.stream().map(bar -> (Object) bar.mean).toList());
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = 42 + ROW * (i + 0.5);
            double x = LEFT + (bar.mean - from) * scale;
            double reach = bar.deviation * scale;
            String colour = Drawing.colour(i);
            drawing.line(x - reach, y, x + reach, y, colour, 2);
            drawing.line(x - reach, y - 5, x - reach, y + 5, colour, 2);
            drawing.line(x + reach, y - 5, x + reach, y + 5, colour, 2);
            drawing.dot(x, y, colour);
            drawing.text(14, y + 4, "start", "font-size=\"13\" fill=\"#1c2429\"", bar.group);
            drawing.text(x + reach + 12, y + 4, "start", SMALL, means.get(i));
        }
        return drawing.uri();
    }
}
