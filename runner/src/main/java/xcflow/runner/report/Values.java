package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Turns the JSON of outputs into fields and tables: objects become fields, a list of objects
 * becomes a table with a column for each key, everything else one cell.
 */
final class Values {
    private static final int MOST_ROWS = 200;
    private static final int LONGEST_LIST = 12;

    private final List<Report.Field> fields = new ArrayList<>();
    private final List<Report.Table> tables = new ArrayList<>();
    private final List<JsonNode> artefacts = new ArrayList<>();

    static Values of(JsonNode node) {
        Values values = new Values();
        values.add("", node);
        return values;
    }

    List<Report.Field> fields() {
        return fields;
    }

    List<Report.Table> tables() {
        return tables;
    }

    /** Handles of artefacts in the order in which they occur. */
    List<JsonNode> artefacts() {
        return artefacts;
    }

    private void add(String name, JsonNode node) {
        if (isArtefact(node)) {
            artefacts.add(node);
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            entry ->
                                    add(
                                            name.isEmpty()
                                                    ? entry.getKey()
                                                    : name + " · " + entry.getKey(),
                                            entry.getValue()));
        } else if (isListOfObjects(node)) {
            addTable(name, node);
        } else if (!node.isNull()) {
            fields.add(new Report.Field(name.isEmpty() ? "value" : name, text(node)));
        }
    }

    private void addTable(String name, JsonNode list) {
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode element : list) {
            Map<String, String> row = new LinkedHashMap<>();
            flatten("", element, row);
            columns.addAll(row.keySet());
            rows.add(row);
        }
        List<String> names = List.copyOf(columns);
        List<List<String>> cells =
                rows.stream()
                        .limit(MOST_ROWS)
                        .map(row -> names.stream().map(c -> row.getOrDefault(c, "")).toList())
                        .toList();
        if (!names.isEmpty()) {
            tables.add(new Report.Table(name, names, cells, rows.size() - cells.size()));
        }
    }

    private void flatten(String prefix, JsonNode node, Map<String, String> row) {
        if (isArtefact(node)) {
            artefacts.add(node);
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            entry ->
                                    flatten(
                                            prefix.isEmpty()
                                                    ? entry.getKey()
                                                    : prefix + "." + entry.getKey(),
                                            entry.getValue(),
                                            row));
        } else if (!isListOfObjects(node)) {
            row.put(prefix.isEmpty() ? "value" : prefix, text(node));
        }
    }

    private static boolean isListOfObjects(JsonNode node) {
        return node.isArray()
                && !node.isEmpty()
                && node.valueStream().allMatch(e -> e.isObject() && !isArtefact(e));
    }

    /** Whether the node is the handle of an artefact. */
    static boolean isArtefact(JsonNode node) {
        return node.isObject() && node.has("digest") && node.has("media-type") && node.has("size");
    }

    /** One cell: numbers with at most ten significant digits, long lists shortened. */
    static String text(JsonNode node) {
        if (node.isFloatingPointNumber()) {
            return number(node.asDouble());
        }
        if (node.isArray()) {
            List<String> items = node.valueStream().limit(LONGEST_LIST).map(Values::text).toList();
            int cut = node.size() - items.size();
            return String.join(", ", items) + (cut > 0 ? ", … (" + cut + " more)" : "");
        }
        return node.isString() ? node.asString() : node.toString();
    }

    private static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        double size = Math.abs(value);
        if (size < 1e-3 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        String plain = String.format(Locale.ROOT, "%.8f", value);
        return plain.contains(".") ? plain.replaceAll("0+$", "").replaceAll("\\.$", "") : plain;
    }
}
