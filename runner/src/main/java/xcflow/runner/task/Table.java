package xcflow.runner.task;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import xcflow.spi.TaskFailure;

/**
 * Rows of plain values under headings.
 *
 * @param headings one for each column
 * @param rows each as long as the headings; null where a row has no such value
 */
record Table(List<String> headings, List<List<Object>> rows) {

    /** Stands in Markdown where a row has no value. */
    private static final String NONE = "–";

    /** Number of cells without a value. */
    int missing() {
        return (int) rows.stream().flatMap(List::stream).filter(Objects::isNull).count();
    }

    /**
     * Picks the columns out of rows that are maps; all of their plain values when none is named.
     */
    static Table of(List<Object> rows, Map<String, String> columns) throws TaskFailure {
        List<Map<String, Object>> flat = new ArrayList<>();
        for (Object row : rows) {
            Map<String, Object> values = new LinkedHashMap<>();
            flatten("", row, values);
            flat.add(values);
        }
        Map<String, String> chosen = columns.isEmpty() ? all(flat) : columns;
        for (String path : chosen.values()) {
            if (!rows.isEmpty() && rows.stream().noneMatch(row -> knows(row, path))) {
                throw new TaskFailure(
                        "no row has a value '" + path + "'; there are " + all(flat).values());
            }
        }
        List<List<Object>> table = new ArrayList<>();
        for (Map<String, Object> row : flat) {
            List<Object> cells = new ArrayList<>();
            chosen.values().forEach(path -> cells.add(row.get(path)));
            table.add(cells);
        }
        return new Table(List.copyOf(chosen.keySet()), table);
    }

    /** Whether a row has the place that a path names, though there may be nothing there. */
    private static boolean knows(Object row, String path) {
        if (!(row instanceof Map<?, ?> map)) {
            return path.equals("value") && row != null;
        }
        if (map.containsKey(path)) {
            return true;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            Object inner = map.get(path.substring(0, dot));
            if (inner != null && knows(inner, path.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }

    private static void flatten(String path, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> map) {
            String prefix = path.isEmpty() ? "" : path + ".";
            map.forEach((key, inner) -> flatten(prefix + key, inner, into));
        } else if (value instanceof Number || value instanceof String || value instanceof Boolean) {
            into.put(path.isEmpty() ? "value" : path, value);
        }
    }

    private static Map<String, String> all(List<Map<String, Object>> rows) {
        Set<String> labels = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (Map<String, Object> row : rows) {
            row.keySet().forEach(key -> (key.startsWith("matrix.") ? labels : others).add(key));
        }
        Map<String, String> columns = new LinkedHashMap<>();
        labels.forEach(key -> columns.put(key.substring("matrix.".length()), key));
        others.forEach(key -> columns.putIfAbsent(key, key));
        return columns;
    }

    /** RFC 4180, with the shortest decimals that give back the same double. */
    String csv() {
        StringBuilder csv = new StringBuilder();
        csv.append(headings.stream().map(Table::quoted).collect(Collectors.joining(",")));
        csv.append("\r\n");
        for (List<Object> row : rows) {
            csv.append(
                    row.stream()
                            .map(cell -> cell == null ? "" : quoted(cell.toString()))
                            .collect(Collectors.joining(",")));
            csv.append("\r\n");
        }
        return csv.toString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    String json() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < headings.size(); i++) {
                object.put(headings.get(i), row.get(i));
            }
            objects.add(object);
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(objects)
                + "\n";
    }

    /** Columns of equal width, numbers to the right, so that it reads well in a terminal too. */
    String markdown(String title, int digits) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(headings.stream().map(Table::escaped).toList());
        rows.forEach(row -> cells.add(row.stream().map(cell -> shown(cell, digits)).toList()));
        int[] width =
                IntStream.range(0, headings.size()).map(column -> width(cells, column)).toArray();
        boolean[] numeric = new boolean[headings.size()];
        for (int i = 0; i < numeric.length; i++) {
            int column = i;
            numeric[i] =
                    !rows.isEmpty()
                            && rows.stream()
                                    .map(row -> row.get(column))
                                    .allMatch(cell -> cell == null || cell instanceof Number);
        }
        StringBuilder text = new StringBuilder();
        if (!title.isBlank()) {
            text.append("### ").append(title.strip()).append("\n\n");
        }
        line(text, cells.get(0), width, numeric);
        for (int i = 0; i < width.length; i++) {
            text.append(i == 0 ? "|" : "").append(numeric[i] ? " " : " :");
            text.append("-".repeat(width[i] - 1)).append(numeric[i] ? ": |" : " |");
        }
        text.append("\n");
        cells.subList(1, cells.size()).forEach(row -> line(text, row, width, numeric));
        return text.toString();
    }

    private static int width(List<List<String>> cells, int column) {
        return cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0) < 3
                ? 3
                : cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static void line(StringBuilder text, List<String> row, int[] width, boolean[] numeric) {
        for (int i = 0; i < width.length; i++) {
            String space = " ".repeat(width[i] - row.get(i).length());
            text.append(i == 0 ? "| " : " ");
            text.append(numeric[i] ? space + row.get(i) : row.get(i) + space).append(" |");
        }
        text.append("\n");
    }

    private static String escaped(String cell) {
        return cell.replace("|", "\\|").replaceAll("\\R", " ");
    }

    private static String shown(Object cell, int digits) {
        if (cell == null) {
            return NONE;
        }
        if (cell instanceof Double number && !number.isNaN() && !number.isInfinite()) {
            if (number == 0) {
                return "0";
            }
            BigDecimal rounded =
                    new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            double size = Math.abs(number);
            return size >= 1e-4 && size < 1e7
                    ? rounded.toPlainString()
                    : String.format(java.util.Locale.ROOT, "%." + (digits - 1) + "e", number);
        }
        return escaped(cell.toString());
    }
}
