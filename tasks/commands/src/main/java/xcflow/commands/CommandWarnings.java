package xcflow.commands;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import xcflow.spi.Warning;

/** How commands that compute tell what is doubtful about their results. */
final class CommandWarnings {
    private CommandWarnings() {}

    /** For people, at once and beside the result. */
    static void print(PrintWriter err, Warning warning) {
        err.println("xcflow: warning: " + warning.code() + ": " + warning.text());
        err.flush();
    }

    /** For programs: a list of objects with code and text. */
    static List<Map<String, String>> json(List<Warning> warnings) {
        return warnings.stream()
                .map(warning -> Map.of("code", warning.code(), "text", warning.text()))
                .toList();
    }
}
