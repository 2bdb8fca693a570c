package xcflow.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import xcflow.spi.Artefact;

/**
 * A list of maps as one table with a row for each. The results of a matrix have their labels in the
 * first columns. What does not fit into a cell – lists of maps, long texts, artefacts – goes to a
 * place of its own, with a caption that says from which row it comes.
 */
final class RecordTable {
    /** Key below which the results of a matrix have their labels. */
    private static final String LABELS = "matrix";

    private final Values values;
    private final String name;
    private final Map<String, Shape> labels = new LinkedHashMap<>();
    private final Map<String, Shape> columns = new LinkedHashMap<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final List<Outside> outside = new ArrayList<>();

    /** A value that has no cell. */
    private record Outside(int row, String path, Object value, Shape shape) {}

    private RecordTable(Values values, String name) {
        this.values = values;
        this.name = name;
    }

    static void add(Values values, String name, List<?> records, Shape shape) {
        RecordTable table = new RecordTable(values, name);
        for (Object element : records) {
            Map<String, Object> row = new LinkedHashMap<>();
            table.rows.add(row);
            table.flatten("", element, shape, table.columns, row);
        }
        table.finish();
    }

    private void flatten(
            String path,
            Object value,
            Shape shape,
            Map<String, Shape> into,
            Map<String, Object> row) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inner) -> {
                        boolean label = LABELS.equals(key) && inner instanceof Map;
                        flatten(
                                path.isEmpty() ? (String) key : path + "." + key,
                                inner,
                                label ? Shape.UNKNOWN : shape.field((String) key),
                                label ? labels : into,
                                row);
                    });
        } else if (into == labels && value instanceof Artefact artefact) {
            put(path, artefact.name(), shape, into, row);
        } else if (Values.isContainer(value) || Values.isProse(value)) {
            outside.add(new Outside(rows.size() - 1, path, value, shape));
        } else if (value != null) {
            put(path, value, shape, into, row);
        }
    }

    private void put(
            String path,
            Object value,
            Shape shape,
            Map<String, Shape> into,
            Map<String, Object> row) {
        into.putIfAbsent(path, shape);
        row.putIfAbsent(path, value);
    }

    private void finish() {
        labels.keySet().forEach(this::removeCopies);
        List<String> paths = new ArrayList<>(labels.keySet());
        paths.addAll(columns.keySet());
        List<Report.Column> headings = new ArrayList<>();
        labels.keySet().forEach(path -> headings.add(new Report.Column(shortest(path), "")));
        columns.forEach(
                (path, shape) ->
                        headings.add(new Report.Column(path, shape.unit(), shape.meaning())));
        List<List<Object>> cells = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            List<Object> line = new ArrayList<>();
            paths.forEach(path -> line.add(row.get(path)));
            cells.add(line);
        }
        // Labels alone say nothing.
        if (!columns.isEmpty()) {
            values.addTable(new Report.Table(name, headings, cells));
        }
        for (Outside value : outside) {
            String place = name.isEmpty() ? value.path : name + " · " + value.path;
            values.add(place + identity(value.row), value.value, value.shape);
        }
    }

    /** Many tasks repeat their labels in their outputs; once is enough. */
    private void removeCopies(String label) {
        String last = label.substring(label.lastIndexOf('.') + 1);
        if (rows.stream().allMatch(row -> Objects.equals(row.get(label), row.get(last)))) {
            columns.remove(last);
        }
    }

    /** The last part of a label's path, if that is clear enough. */
    private String shortest(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        boolean unique =
                labels.keySet().stream()
                                .filter(other -> other.equals(last) || other.endsWith("." + last))
                                .count()
                        == 1;
        String longer = path.replace(LABELS + ".", "");
        return unique && !columns.containsKey(last)
                ? last
                : columns.containsKey(longer) ? path : longer;
    }

    /** What tells a row from the others, to be appended to a caption. */
    private String identity(int number) {
        Map<String, Object> row = rows.get(number);
        if (rows.size() == 1 && labels.isEmpty()) {
            return "";
        } else if (labels.isEmpty()) {
            String first = columns.isEmpty() ? "" : columns.keySet().iterator().next();
            Object value = row.get(first);
            return value == null ? ", row " + (number + 1) : ", " + first + " " + value;
        }
        return labels.keySet().stream()
                .filter(row::containsKey)
                .map(path -> shortest(path) + " " + row.get(path))
                .collect(Collectors.joining(", ", ": ", ""));
    }
}
