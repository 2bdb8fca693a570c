package xcflow.runner.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a report understands of Markdown: tables become tables, headings above them their captions,
 * and the rest is text without the marks for bold and code.
 */
public final class Markdown {
    private static final Pattern RULE =
            Pattern.compile("\\|?(\\s*:?-+:?\\s*\\|)+\\s*(:?-+:?\\s*)?");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");

    private final String caption;
    private final List<Report.Text> texts = new ArrayList<>();
    private final List<Report.Table> tables = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();

    private Markdown(String caption) {
        this.caption = caption;
    }

    /**
     * Reads a text.
     *
     * @param caption of what has no heading
     */
    public static Markdown of(String caption, String content) {
        Markdown markdown = new Markdown(caption);
        markdown.read(content.lines().toList());
        return markdown;
    }

    /** What is no table. */
    public List<Report.Text> texts() {
        return texts;
    }

    /** The tables in their order. */
    public List<Report.Table> tables() {
        return tables;
    }

    private void read(List<String> lines) {
        int i = 0;
        while (i < lines.size()) {
            if (i + 1 < lines.size()
                    && lines.get(i).contains("|")
                    && RULE.matcher(lines.get(i + 1).strip()).matches()) {
                i = table(lines, i);
            } else {
                pending.add(lines.get(i++));
            }
        }
        flush();
    }

    private int table(List<String> lines, int start) {
        String title = takeHeading();
        flush();
        List<List<String>> cells = new ArrayList<>();
        cells.add(cells(lines.get(start)));
        int i = start + 2;
        while (i < lines.size() && lines.get(i).contains("|")) {
            cells.add(cells(lines.get(i++)));
        }
        tables.add(table(title.isEmpty() ? caption : title, cells));
        return i;
    }

    /** Numbers stay as they are written: whoever wrote the table has rounded them. */
    private static Report.Table table(String caption, List<List<String>> cells) {
        List<Report.Column> columns =
                cells.get(0).stream().map(name -> new Report.Column(name, "")).toList();
        List<List<Object>> rows = new ArrayList<>();
        for (List<String> line : cells.subList(1, cells.size())) {
            List<Object> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                row.add(i < line.size() ? line.get(i) : "");
            }
            rows.add(row);
        }
        return new Report.Table(caption, columns, rows);
    }

    private static List<String> cells(String line) {
        String inner = line.strip();
        inner = inner.startsWith("|") ? inner.substring(1) : inner;
        inner =
                inner.endsWith("|") && !inner.endsWith("\\|")
                        ? inner.substring(0, inner.length() - 1)
                        : inner;
        return Arrays.stream(CELL.split(inner, -1))
                .map(cell -> plain(cell.strip().replace("\\|", "|")))
                .toList();
    }

    /** A heading just before, which then is not part of the text. */
    private String takeHeading() {
        while (!pending.isEmpty() && pending.get(pending.size() - 1).isBlank()) {
            pending.remove(pending.size() - 1);
        }
        if (!pending.isEmpty()) {
            var heading = HEADING.matcher(pending.get(pending.size() - 1).strip());
            if (heading.matches()) {
                pending.remove(pending.size() - 1);
                return plain(heading.group(1));
            }
        }
        return "";
    }

    private void flush() {
        String text =
                String.join(
                                "\n",
                                pending.stream()
                                        .map(
                                                line -> {
                                                    var heading = HEADING.matcher(line);
                                                    return plain(
                                                            heading.matches()
                                                                    ? heading.group(1)
                                                                    : line);
                                                })
                                        .toList())
                        .strip();
        pending.clear();
        if (!text.isEmpty()) {
            texts.add(new Report.Text(caption, text));
        }
    }

    private static String plain(String text) {
        return text.replace("**", "").replace("`", "");
    }
}
