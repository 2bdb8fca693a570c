package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.runner.view.MetricLabels;

/** Metrics as a table: a row for each functional and each instance that measured it. */
final class MetricTable {
    private record Row(String functional, String step) {}

    private MetricTable() {}

    static List<Report.Table> of(List<Report.MetricSummary> metrics) {
        // Those of one step have much in common, those of different steps next to nothing.
        Map<String, List<Report.MetricSummary>> steps = new LinkedHashMap<>();
        for (Report.MetricSummary metric : metrics) {
            String step = metric.step().replaceAll(": .*", "");
            steps.computeIfAbsent(step, key -> new ArrayList<>()).add(metric);
        }
        List<Report.Table> tables = new ArrayList<>();
        steps.forEach((step, those) -> tables.add(table(step, those)));
        return tables;
    }

    private static Report.Table table(String step, List<Report.MetricSummary> metrics) {
        Set<Report.Column> measured = new LinkedHashSet<>();
        Map<Row, Map<Report.Column, Object>> rows = new LinkedHashMap<>();
        for (Report.MetricSummary metric : metrics) {
            Report.Column column =
                    new Report.Column(MetricLabels.of(metric.metric()), metric.unit());
            measured.add(column);
            rows.computeIfAbsent(
                            new Row(metric.functional(), metric.step()),
                            key -> new LinkedHashMap<>())
                    .put(column, metric.value());
        }
        List<Report.Column> columns = new ArrayList<>();
        columns.add(new Report.Column("functional", ""));
        boolean labelled = rows.keySet().stream().anyMatch(row -> row.step().contains(": "));
        if (labelled) {
            columns.add(new Report.Column("instance", ""));
        }
        columns.addAll(measured);
        List<List<Object>> cells = new ArrayList<>();
        rows.forEach(
                (row, values) -> {
                    List<Object> line = new ArrayList<>();
                    line.add(row.functional());
                    if (labelled) {
                        line.add(row.step().replaceAll("^.*?: ", ""));
                    }
                    measured.forEach(column -> line.add(values.get(column)));
                    cells.add(line);
                });
        return new Report.Table(step.isEmpty() ? "" : "measured by " + step, columns, cells);
    }
}
