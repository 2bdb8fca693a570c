package xcflow.runner.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.figures.Figure;
import xcflow.figures.Quantity;
import xcflow.figures.RowChart;

/**
 * Draws means with error bars of one standard deviation: a picture for each quantity of a table
 * that has the columns group, quantity, mean and deviation.
 */
final class Spreads {
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
                                Pictures.of(
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

    private static Figure draw(String title, List<Bar> bars) {
        RowChart chart = new RowChart(title, Quantity.of(title, ""));
        bars.forEach(bar -> chart.bar(bar.group, "", bar.mean, bar.deviation));
        return chart.caption("Bars: one standard deviation.").figure();
    }
}
