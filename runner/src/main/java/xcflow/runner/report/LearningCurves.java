package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;

/**
 * Draws the losses of tables that have a row for each step of an optimisation. Tables of several
 * instances share a picture; what is trained in parts has a picture for each part.
 */
final class LearningCurves {
    private static final int FEWEST_STEPS = 8;

    private LearningCurves() {}

    /** Losses by the name of the line. */
    private record Losses(String loss, Map<String, List<Double>> lines) {}

    static List<Report.Picture> of(List<Report.Table> tables) {
        Map<String, Losses> charts = new LinkedHashMap<>();
        tables.forEach(table -> gather(table, charts));
        return charts.entrySet().stream()
                .map(e -> Pictures.of(e.getKey(), draw(e.getKey(), e.getValue())))
                .toList();
    }

    private static void gather(Report.Table table, Map<String, Losses> charts) {
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
                                title, key -> new Losses(names.get(loss), new LinkedHashMap<>()))
                        .lines()
                        .computeIfAbsent(line, key -> new ArrayList<>())
                        .add(value.doubleValue());
            }
        }
    }

    private static Figure draw(String title, Losses losses) {
        Chart chart = new Chart(title);
        Panel panel =
                chart.panel(
                        Quantity.of("step", ""),
                        Quantity.of("loss", losses.loss().endsWith("_ha2") ? "Ha^{2}" : "")
                                .decades());
        losses.lines()
                .forEach(
                        (name, values) ->
                                panel.line(
                                        name,
                                        IntStream.range(0, values.size())
                                                .asDoubleStream()
                                                .toArray(),
                                        values.stream().mapToDouble(d -> d).toArray()));
        return chart.figure();
    }
}
