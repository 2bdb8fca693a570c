package xcflow.workflows.yaml;

import xcflow.workflows.text.Position;

/**
 * A text and its name.
 *
 * @param name as it is shown to the user
 */
public record SourceText(String name, String text) {

    /** Index of the character at a line and column, both from 1; columns count code points. */
    int offset(int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        int available = text.codePointCount(start, text.length());
        return text.offsetByCodePoints(start, Math.min(column - 1, available));
    }

    /** The place of the character at an index. */
    Position position(int offset) {
        int within = Math.max(0, Math.min(offset, text.length()));
        int line = 1;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < within; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return new Position(name, line, 1 + text.codePointCount(start, within));
    }
}
