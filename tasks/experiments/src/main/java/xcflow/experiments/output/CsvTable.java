package xcflow.experiments.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;

/**
 * Tables of records as CSV artefacts (RFC 4180), one column for each simple component. Maps and
 * lists have a column for each entry, such as {@code components.kinetic} and {@code dipole.1}.
 */
public final class CsvTable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .build();

    private CsvTable() {}

    /**
     * @param rows records of one class, at least one
     */
    public static Artefact store(TaskContext context, String name, List<? extends Record> rows)
            throws IOException {
        return context.store(
                name, "text/csv", out -> out.write(text(rows).getBytes(StandardCharsets.UTF_8)));
    }

    static String text(List<? extends Record> rows) {
        List<Map<String, JsonNode>> cells = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (Record row : rows) {
            Map<String, JsonNode> flat = new LinkedHashMap<>();
            flatten("", MAPPER.valueToTree(row), flat);
            columns.addAll(flat.keySet());
            cells.add(flat);
        }
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (Map<String, JsonNode> row : cells) {
            text.append(
                            columns.stream()
                                    .map(column -> cell(row.get(column)))
                                    .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static void flatten(String name, JsonNode node, Map<String, JsonNode> into) {
        String prefix = name.isEmpty() ? "" : name + ".";
        if (node.isObject()) {
            node.propertyStream()
                    .forEach(entry -> flatten(prefix + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(prefix + (i + 1), node.get(i), into);
            }
        } else {
            into.put(name, node);
        }
    }

    private static String cell(JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        String text = value.asString();
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
