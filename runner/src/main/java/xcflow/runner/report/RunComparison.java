package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What several runs have in common and where they differ, as tables with a row for each run. */
final class RunComparison {
    private RunComparison() {}

    /** Parameters that differ, and then single results. */
    static List<Report.Table> of(List<Report> reports) {
        List<Report.Table> tables = new ArrayList<>();
        tables.add(parameters(reports));
        Report.Table results = results(reports);
        if (results.columns().size() > 1) {
            tables.add(results);
        }
        return tables;
    }

    private static Report.Table parameters(List<Report> reports) {
        Set<String> names = new LinkedHashSet<>();
        reports.forEach(report -> names.addAll(report.parameters().keySet()));
        names.removeIf(
                name ->
                        reports.stream()
                                        .map(report -> report.parameters().get(name))
                                        .distinct()
                                        .count()
                                == 1);
        List<Report.Column> columns = new ArrayList<>();
        columns.add(new Report.Column("run", ""));
        columns.add(new Report.Column("workflow", ""));
        columns.add(new Report.Column("state", ""));
        names.forEach(name -> columns.add(new Report.Column(name, "")));
        List<List<Object>> rows = new ArrayList<>();
        for (Report report : reports) {
            List<Object> row = new ArrayList<>();
            row.add(Long.toString(report.run()));
            row.add(report.workflow());
            row.add(report.state().toLowerCase(java.util.Locale.ROOT));
            names.forEach(name -> row.add(report.parameters().get(name)));
            rows.add(row);
        }
        return new Report.Table("What was asked", columns, rows);
    }

    private static Report.Table results(List<Report> reports) {
        Set<Report.Column> columns = new LinkedHashSet<>();
        columns.add(new Report.Column("run", ""));
        List<Map<Report.Column, Object>> values = reports.stream().map(r -> values(r)).toList();
        values.forEach(of -> columns.addAll(of.keySet()));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            List<Object> row = new ArrayList<>();
            for (Report.Column column : columns) {
                row.add(
                        row.isEmpty()
                                ? Long.toString(reports.get(i).run())
                                : values.get(i).get(column));
            }
            rows.add(row);
        }
        return new Report.Table("Results", List.copyOf(columns), rows);
    }

    private static Map<Report.Column, Object> values(Report report) {
        Map<Report.Column, Object> values = new java.util.LinkedHashMap<>();
        for (Report.Section output : report.outputs()) {
            for (Report.Field field : output.fields()) {
                String name =
                        field.name().equals("value")
                                ? output.title()
                                : output.title() + "." + field.name();
                values.put(new Report.Column(name, field.unit(), ""), field.value());
            }
            for (Report.Verdict verdict : output.verdicts()) {
                values.put(
                        new Report.Column(output.title(), ""),
                        verdict.reproduced()
                                .map(yes -> yes ? "reproduced" : "not reproduced")
                                .orElse("undecided"));
            }
        }
        values.values().removeIf(Objects::isNull);
        return values;
    }
}
