package xcflow.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180). */
public final class Csv {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?((?:0|[1-9]\\d*)(?:\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private Csv() {}

    /** A record of cells as one line; null is an empty cell. */
    static String line(List<?> cells) {
        return cells.stream()
                .map(cell -> cell == null ? "" : quoted(cell.toString()))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /** All lines; a blank line is none. */
    public static List<List<String>> read(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inside) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    inside = false;
                }
            } else if (c == '"') {
                inside = true;
            } else if (c == ',') {
                end(cell, line);
            } else if (c == '\n') {
                end(cell, line);
                lines.add(line);
                line = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (cell.length() > 0 || !line.isEmpty()) {
            end(cell, line);
            lines.add(line);
        }
        lines.removeIf(cells -> cells.equals(List.of("")));
        return lines;
    }

    private static void end(StringBuilder cell, List<String> line) {
        line.add(cell.toString());
        cell.setLength(0);
    }

    /** A cell as a number where it is one; null if it is empty. */
    static Object value(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        } else if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? Double.valueOf(text) : text;
    }

    /** A table under the headings of its first line; lines of another length are filled or cut. */
    static Report.Table table(String caption, List<List<String>> lines) {
        List<Report.Column> columns =
                lines.get(0).stream().map(name -> new Report.Column(name, "")).toList();
        List<List<Object>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            List<Object> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                row.add(i < line.size() ? value(line.get(i)) : null);
            }
            rows.add(row);
        }
        return new Report.Table(caption, columns, rows);
    }
}
