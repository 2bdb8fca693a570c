package xcflow.commands;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the scientific commands print: aligned columns for people, JSON for programs. */
final class Screen {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Screen() {}

    /** Prints a plain value (map, list, text, number) as JSON. */
    static void json(PrintWriter out, Object plain) {
        out.println(JSON.writeValueAsString(plain));
        out.flush();
    }

    /** Prints named values: as JSON, or in a line each. */
    static void print(PrintWriter out, Map<String, ?> values, boolean json) {
        if (json) {
            json(out, values);
            return;
        }
        values.forEach((name, value) -> out.println(name + ": " + value));
        out.flush();
    }

    /** Prints rows under headings, all but the last column padded. */
    static void table(PrintWriter out, List<String> headings, List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(headings);
        all.addAll(rows);
        int[] widths = new int[headings.size()];
        for (var row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : all) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
