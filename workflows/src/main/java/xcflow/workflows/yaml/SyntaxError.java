package xcflow.workflows.yaml;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;

/** Puts the parser's complaints into words that help. */
final class SyntaxError {
    private SyntaxError() {}

    static InvalidInputException explain(SourceText source, JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        boolean known = location != null && location.getLineNr() > 0;
        int line = known ? location.getLineNr() : 1;
        int column = known ? Math.max(1, location.getColumnNr()) : 1;
        int offset = source.offset(line, column);
        Position expression = unquotedExpression(source, offset);
        if (expression != null) {
            return new InvalidInputException(
                    expression,
                    "an expression inside [...] or {...}, or with ': ' or ' #' in it, must be in"
                            + " quotes: write \"${{ ... }}\"");
        }
        return new InvalidInputException(
                new Position(source.name(), line, column), "not valid YAML: " + reason(e));
    }

    /** The last "${{" that begins before the error, on its line, and is not in quotes. */
    private static Position unquotedExpression(SourceText source, int offset) {
        String text = source.text();
        int lineStart = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
        int at = text.lastIndexOf("${{", Math.min(offset + 1, text.length()));
        if (at < lineStart) {
            return null;
        }
        char quote = 0;
        for (int i = lineStart; i < at; i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote == 0 ? source.position(at) : null;
    }

    private static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        // The parser's message repeats the place and quotes the text over several lines.
        StringBuilder reason = new StringBuilder();
        for (String line : message.lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith("in reader") || stripped.startsWith("in ")) {
                break;
            }
            reason.append(reason.isEmpty() ? "" : "; ").append(stripped);
        }
        return reason.isEmpty() ? "cannot be parsed" : reason.toString();
    }
}
