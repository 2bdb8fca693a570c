package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.spi.Artefact;

/**
 * Sorts plain values by how they are shown: maps become fields, a list of maps becomes a table with
 * a column for each key, a map of similar maps too, text of several lines becomes a text, and
 * artefacts are gathered.
 */
final class Values {
    private static final String BETWEEN = " · ";

    private final List<Report.Verdict> verdicts = new ArrayList<>();
    private final List<Report.Field> fields = new ArrayList<>();
    private final List<Report.Text> texts = new ArrayList<>();
    private final List<Report.Table> tables = new ArrayList<>();
    private final List<Found> artefacts = new ArrayList<>();

    /** An artefact and where it was found. */
    record Found(String caption, Artefact artefact) {}

    static Values of(Object plain, Shape shape) {
        Values values = new Values();
        values.add("", plain, shape);
        return values;
    }

    List<Report.Verdict> verdicts() {
        return verdicts;
    }

    List<Report.Field> fields() {
        return fields;
    }

    List<Report.Text> texts() {
        return texts;
    }

    List<Report.Table> tables() {
        return tables;
    }

    /** In the order in which they occur. */
    List<Found> artefacts() {
        return artefacts;
    }

    void add(String name, Object value, Shape shape) {
        if (value instanceof Artefact artefact) {
            artefacts.add(new Found(name, artefact));
        } else if (StatedClaims.of(value).isPresent()) {
            verdicts.add(StatedClaims.of(value).get());
        } else if (value instanceof Map<?, ?> map) {
            if (isGrid(map)) {
                addGrid(name, map, shape);
            } else {
                map.forEach((key, inner) -> add(join(name, key), inner, shape.field((String) key)));
            }
        } else if (isRecords(value)) {
            RecordTable.add(this, name, (List<?>) value, shape.element());
        } else if (value instanceof List<?> list && list.stream().anyMatch(Values::isContainer)) {
            list.forEach(element -> add(name, element, shape.element()));
        } else if (isProse(value)) {
            texts.add(new Report.Text(name, (String) value));
        } else if (value != null && !List.of().equals(value) && !"".equals(value)) {
            fields.add(field(name, shape, value));
        }
    }

    private static Report.Field field(String name, Shape shape, Object value) {
        return new Report.Field(
                name.isEmpty() ? "value" : name, shape.unit(), shape.meaning(), value);
    }

    void addTable(Report.Table table) {
        if (!table.columns().isEmpty()) {
            tables.add(table);
        }
    }

    static String join(String name, Object key) {
        return name.isEmpty() ? key.toString() : name + BETWEEN + key;
    }

    /** Whether a value is a list of maps that is not empty. */
    static boolean isRecords(Object value) {
        return value instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(Map.class::isInstance);
    }

    /** Whether a value does not fit into a cell. */
    static boolean isContainer(Object value) {
        return value instanceof Map
                || value instanceof Artefact
                || value instanceof List<?> list && list.stream().anyMatch(Values::isContainer);
    }

    /** Whether a value is text of several lines. */
    static boolean isProse(Object value) {
        return value instanceof String text && text.strip().contains("\n");
    }

    /** Whether all values are maps of simple values with common keys. */
    private static boolean isGrid(Map<?, ?> map) {
        if (map.size() < 2) {
            return false;
        }
        Set<Object> first = null;
        for (Object value : map.values()) {
            if (!(value instanceof Map<?, ?> row)
                    || row.isEmpty()
                    || row.values().stream().anyMatch(v -> isContainer(v) || isProse(v))) {
                return false;
            }
            if (first == null) {
                first = Set.copyOf(row.keySet());
            } else if (row.keySet().stream().noneMatch(first::contains)) {
                return false;
            }
        }
        return true;
    }

    private void addGrid(String name, Map<?, ?> map, Shape shape) {
        Set<String> keys = new LinkedHashSet<>();
        map.values().forEach(row -> ((Map<?, ?>) row).keySet().forEach(k -> keys.add((String) k)));
        List<Report.Column> columns = new ArrayList<>();
        columns.add(new Report.Column("", ""));
        Shape row = shape.field((String) map.keySet().iterator().next());
        keys.forEach(
                key -> {
                    Shape cell = row.field(key);
                    columns.add(new Report.Column(key, cell.unit(), cell.meaning()));
                });
        List<List<Object>> rows = new ArrayList<>();
        map.forEach(
                (key, values) -> {
                    List<Object> cells = new ArrayList<>();
                    cells.add(key);
                    keys.forEach(column -> cells.add(((Map<?, ?>) values).get(column)));
                    rows.add(cells);
                });
        addTable(new Report.Table(name, columns, rows));
    }
}
