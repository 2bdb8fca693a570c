package xcflow.runner.command;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import xcflow.runner.progress.TerminalSize;
import xcflow.runner.report.TextSection;
import xcflow.runner.value.PlainJson;

/** Results on the screen: aligned columns for people, JSON for programs. */
final class Print {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Text that has less room than this in its column is not wrapped. */
    private static final int NARROWEST = 20;

    private Print() {}

    /**
     * A writer for thousands of lines, which another would hand to the operating system one by one;
     * to be flushed at the end.
     */
    static PrintWriter buffered(PrintWriter out) {
        return new PrintWriter(new BufferedWriter(out, 1 << 16));
    }

    /** A plain value as JSON. */
    static void json(PrintWriter out, Object plain) {
        out.println(PlainJson.pretty(plain));
    }

    /** A value that is stored as JSON text, for putting it inside other JSON. */
    static Object stored(String json) {
        return json == null ? null : PlainJson.read(json);
    }

    /** In UTC, as everything that is recorded, and says so. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Named values: texts as they are (tables, above all), what has parts in a readable form. */
    static void values(PrintWriter out, Map<String, Object> values) {
        int width = TerminalSize.ofResults();
        values.forEach(
                (name, value) -> {
                    if (value instanceof String text && text.contains("\n")) {
                        out.println(text.stripTrailing());
                        out.println();
                    } else if (value instanceof String text) {
                        out.println(name + ": " + text);
                    } else {
                        TextSection.lines(name, value, width).forEach(out::println);
                    }
                });
    }

    /**
     * Rows under headings, in columns as wide as needed; the last column is not padded, and wrapped
     * where the terminal ends. A column in which nothing stands is left out, unless all are such.
     */
    static void table(PrintWriter out, List<String> headings, List<List<String>> rows) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            int column = i;
            if (rows.isEmpty() || rows.stream().anyMatch(row -> !row.get(column).isEmpty())) {
                columns.add(i);
            }
        }
        if (headings.isEmpty()) {
            return;
        }
        if (columns.isEmpty()) {
            IntStream.range(0, headings.size()).forEach(columns::add);
        }
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(headings::get).toList());
        rows.forEach(row -> all.add(columns.stream().map(row::get).toList()));
        print(out, all, TerminalSize.ofResults());
    }

    private static void print(PrintWriter out, List<List<String>> rows, int terminal) {
        int last = rows.get(0).size() - 1;
        int[] width = new int[last + 1];
        int before = 0;
        for (int i = 0; i < last; i++) {
            for (List<String> row : rows) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
            before += width[i] + 2;
        }
        int room = terminal - before < NARROWEST ? Integer.MAX_VALUE : terminal - before;
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < last; i++) {
                line.append(row.get(i)).append(" ".repeat(width[i] - row.get(i).length() + 2));
            }
            List<String> text = wrapped(row.get(last), room);
            out.println((line + text.get(0)).stripTrailing());
            String indent = " ".repeat(before);
            text.subList(1, text.size()).forEach(more -> out.println(indent + more));
        }
    }

    /** Lines of at most so many characters, broken at blanks where there are any. */
    static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > room) {
            int blank = rest.lastIndexOf(' ', room);
            int end = blank <= 0 ? room : blank;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
