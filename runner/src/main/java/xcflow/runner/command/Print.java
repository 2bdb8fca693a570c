package xcflow.runner.command;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.runner.value.PlainJson;

/** Results on the screen: aligned columns for people, JSON for programs. */
final class Print {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

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

    /** Rows under headings, in columns as wide as needed; the last column is not padded. */
    static void table(PrintWriter out, List<String> headings, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(headings);
        all.addAll(rows);
        int columns = headings.size();
        int[] width = new int[columns];
        for (List<String> row : all) {
            for (int i = 0; i < columns; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                line.append(i == 0 ? "" : "  ").append(cell);
                line.append(" ".repeat(i == columns - 1 ? 0 : width[i] - cell.length()));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
