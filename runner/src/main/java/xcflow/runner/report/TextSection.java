package xcflow.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xcflow.runner.view.Amounts;
import xcflow.spi.Artefact;

/**
 * A value as people read it in a terminal: fields below each other, a list of records as a table
 * with rounded numbers, files by their names. What is too long is cut, and says so.
 */
public final class TextSection {
    private static final int MOST_ROWS = 40;
    private static final int MOST_FILES = 8;
    private static final int LONGEST_CELL = 60;
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();
    private final int width;

    private TextSection(int width) {
        this.width = width;
    }

    /**
     * The lines of a named value.
     *
     * @param value plain
     * @param width of the terminal in columns
     */
    public static List<String> lines(String name, Object value, int width) {
        TextSection section = new TextSection(width);
        section.add(name, value);
        return section.lines;
    }

    private void add(String name, Object value) {
        Values values = Values.of(value, Shape.UNKNOWN);
        if (value instanceof Artefact artefact) {
            lines.add(name + ": " + file(artefact));
            return;
        } else if (values.fields().size() == 1 && values.fields().get(0).name().equals("value")) {
            lines.add(name + ": " + cells("", List.of(value)).get(0));
            return;
        } else if (value == null || value instanceof List<?> list && list.isEmpty()) {
            lines.add(name + ": none");
            return;
        }
        lines.add(name + ":");
        for (Report.Verdict verdict : values.verdicts()) {
            lines.add(INDENT + verdict.claim() + ": " + judged(verdict.reproduced()));
            lines.add(INDENT + INDENT + verdict.reason());
        }
        fields(values.fields());
        values.texts().forEach(text -> text(text.caption(), text.content()));
        values.tables().forEach(this::table);
        files(values.artefacts());
    }

    private static String judged(Optional<Boolean> reproduced) {
        return reproduced.map(yes -> yes ? "reproduced" : "not reproduced").orElse("undecided");
    }

    private static String file(Artefact artefact) {
        return artefact.name()
                + INDENT
                + Amounts.bytes(artefact.size())
                + INDENT
                + artefact.digest().substring(0, 12);
    }

    /** The cells of a column, numbers rounded alike. */
    private static List<String> cells(String name, List<?> values) {
        return Numbers.column(new Report.Column(name, ""), values).stream()
                .map(TextSection::oneLine)
                .toList();
    }

    private static String oneLine(String text) {
        return text.strip().replace("\n", " ⏎ ");
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, Math.max(1, width - 1)) + "…";
    }

    private void fields(List<Report.Field> fields) {
        int widest = fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
        for (Report.Field field : fields) {
            String text =
                    cells(field.name(), java.util.Collections.singletonList(field.value())).get(0);
            lines.add(cut(INDENT + padded(field.name(), widest) + INDENT + text));
        }
    }

    private static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.length()));
    }

    private void text(String caption, String content) {
        if (!caption.isEmpty()) {
            lines.add(INDENT + caption + ":");
        }
        content.strip().lines().forEach(line -> lines.add(INDENT + line));
    }

    private void table(Report.Table table) {
        if (!table.caption().isEmpty()) {
            lines.add(INDENT + table.caption() + ":");
        }
        int shown = Math.min(MOST_ROWS, table.rows().size());
        List<List<String>> columns = new ArrayList<>();
        int used = 0;
        for (int c = 0; c < table.columns().size(); c++) {
            int column = c;
            List<Object> values = new ArrayList<>();
            table.rows().subList(0, shown).forEach(row -> values.add(row.get(column)));
            List<String> cells = column(table.columns().get(c), values);
            used += INDENT.length() + cells.get(0).length();
            if (used > width) {
                break;
            }
            columns.add(cells);
        }
        for (int row = 0; row <= shown; row++) {
            StringBuilder line = new StringBuilder();
            for (List<String> column : columns) {
                line.append(INDENT).append(column.get(row));
            }
            lines.add(line.toString().stripTrailing());
        }
        int rows = table.rows().size() - shown;
        int left = table.columns().size() - columns.size();
        if (rows > 0 || left > 0) {
            String more = rows > 0 ? rows + " more rows" : "";
            String and = rows > 0 && left > 0 ? ", " : "";
            lines.add(INDENT + "… " + more + and + (left > 0 ? left + " more columns" : ""));
        }
    }

    /** Heading and cells of one width; numbers to the right. */
    private static List<String> column(Report.Column heading, List<Object> values) {
        boolean numbers =
                values.stream().allMatch(value -> value == null || value instanceof Number);
        List<String> cells = new ArrayList<>();
        cells.add(heading.name());
        for (String cell : Numbers.column(heading, values)) {
            String text = oneLine(cell);
            cells.add(
                    text.length() > LONGEST_CELL
                            ? text.substring(0, LONGEST_CELL - 1) + "…"
                            : text);
        }
        int widest = cells.stream().mapToInt(String::length).max().orElse(0);
        return cells.stream()
                .map(
                        cell ->
                                numbers
                                        ? " ".repeat(widest - cell.length()) + cell
                                        : padded(cell, widest))
                .toList();
    }

    private void files(List<Values.Found> found) {
        Map<String, Values.Found> different = new TreeMap<>();
        found.forEach(each -> different.putIfAbsent(each.caption() + each.artefact(), each));
        List<Values.Found> shown =
                found.stream()
                        .filter(
                                each ->
                                        each.equals(
                                                different.get(each.caption() + each.artefact())))
                        .filter(each -> each.artefact().size() > 0)
                        .toList();
        int widest =
                shown.stream()
                        .limit(MOST_FILES)
                        .mapToInt(each -> file(each.artefact()).length())
                        .max()
                        .orElse(0);
        for (Values.Found each : shown.subList(0, Math.min(MOST_FILES, shown.size()))) {
            String caption = each.caption().isEmpty() ? "" : INDENT + each.caption();
            lines.add(cut(INDENT + padded(file(each.artefact()), widest) + caption));
        }
        if (shown.size() > MOST_FILES) {
            lines.add(INDENT + "… " + (shown.size() - MOST_FILES) + " more files");
        }
    }
}
