package xcflow.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;

/** Tables of records as CSV artefacts (RFC 4180), one column for each simple component. */
final class CsvTable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .build();

    private CsvTable() {}

    /**
     * @param rows records of one class, at least one
     */
    static Artefact store(TaskContext context, String name, List<? extends Record> rows)
            throws IOException {
        return context.store(
                name, "text/csv", out -> out.write(text(rows).getBytes(StandardCharsets.UTF_8)));
    }

    static String text(List<? extends Record> rows) {
        List<JsonNode> nodes =
                rows.stream().map(row -> (JsonNode) MAPPER.valueToTree(row)).toList();
        List<String> columns =
                nodes.get(0)
                        .propertyStream()
                        .filter(entry -> !entry.getValue().isContainer())
                        .map(Map.Entry::getKey)
                        .toList();
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (JsonNode node : nodes) {
            text.append(
                            columns.stream()
                                    .map(column -> cell(node.get(column)))
                                    .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cell(JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        String text = value.asString();
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
