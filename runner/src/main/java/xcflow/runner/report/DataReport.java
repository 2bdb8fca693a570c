package xcflow.runner.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.record.Warning;
import xcflow.spi.Artefact;

/** Writes reports for programs. */
public final class DataReport {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private DataReport() {}

    /** The whole report as JSON, several as a list; the writer is left open. */
    public static void json(List<Report> reports, Writer out) throws IOException {
        out.write(JSON.writeValueAsString(reports.size() == 1 ? reports.get(0) : reports));
        out.write('\n');
    }

    /**
     * The instances as CSV (RFC 4180): a line for each, with its labels and simple outputs, files
     * by their digest; of several runs, the number of the run comes first. The writer is left open.
     */
    public static void csv(List<Report> reports, Writer out) throws IOException {
        boolean several = reports.size() > 1;
        List<Report.InstanceSummary> instances = new ArrayList<>();
        List<Long> runs = new ArrayList<>();
        for (Report report : reports) {
            instances.addAll(report.instances());
            report.instances().forEach(instance -> runs.add(report.run()));
        }
        Set<String> names = new LinkedHashSet<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Report.InstanceSummary instance : instances) {
            Map<String, Object> row = new LinkedHashMap<>();
            flatten("matrix", instance.labels(), row);
            rows.add(row);
            names.addAll(row.keySet());
        }
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            flatten("", instances.get(i).outputs(), row);
            rows.get(i).putAll(row);
            names.addAll(row.keySet());
        }
        List<String> columns =
                new ArrayList<>(
                        List.of(
                                "number",
                                "step",
                                "state",
                                "execution",
                                "seconds",
                                "cpu-seconds",
                                "peak-memory",
                                "warnings"));
        if (several) {
            columns.add(0, "run");
        }
        columns.addAll(names);
        out.write(Csv.line(columns));
        for (int i = 0; i < rows.size(); i++) {
            Report.InstanceSummary instance = instances.get(i);
            List<Object> line = new ArrayList<>();
            if (several) {
                line.add(runs.get(i));
            }
            line.add(instance.number());
            line.add(instance.step());
            line.add(instance.state());
            line.add(instance.execution().orElse(null));
            line.add(instance.seconds().orElse(null));
            line.add(instance.used().facts().get("cpu-seconds"));
            line.add(instance.used().facts().get("peak-memory"));
            line.add(
                    instance.warnings().stream()
                            .map(Warning::toString)
                            .collect(Collectors.joining("; ")));
            for (String name : names) {
                line.add(rows.get(i).get(name));
            }
            out.write(Csv.line(line));
        }
    }

    private static void flatten(String path, Object value, Map<String, Object> row) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) ->
                            flatten(path.isEmpty() ? (String) key : path + "." + key, inner, row));
        } else if (value instanceof Artefact artefact) {
            row.put(path, artefact.digest());
        } else if (value != null && !(value instanceof List)) {
            row.put(path, value);
        }
    }
}
