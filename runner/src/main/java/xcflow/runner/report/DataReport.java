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

    /** The whole report as JSON; the writer is left open. */
    public static void json(Report report, Writer out) throws IOException {
        out.write(JSON.writeValueAsString(report));
        out.write('\n');
    }

    /**
     * The instances as CSV (RFC 4180): a line for each, with its labels and simple outputs, files
     * by their digest. The writer is left open.
     */
    public static void csv(Report report, Writer out) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Report.InstanceSummary instance : report.instances()) {
            Map<String, Object> row = new LinkedHashMap<>();
            flatten("matrix", instance.labels(), row);
            rows.add(row);
            names.addAll(row.keySet());
        }
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            flatten("", report.instances().get(i).outputs(), row);
            rows.get(i).putAll(row);
            names.addAll(row.keySet());
        }
        List<String> columns =
                new ArrayList<>(
                        List.of("number", "step", "state", "execution", "seconds", "warnings"));
        columns.addAll(names);
        out.write(Csv.line(columns));
        for (int i = 0; i < rows.size(); i++) {
            Report.InstanceSummary instance = report.instances().get(i);
            List<Object> line = new ArrayList<>();
            line.add(instance.number());
            line.add(instance.step());
            line.add(instance.state());
            line.add(instance.execution().orElse(null));
            line.add(instance.seconds().orElse(null));
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
