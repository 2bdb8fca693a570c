package xcflow.workflows.yaml;

import java.util.Arrays;
import xcflow.workflows.text.Position;

/** A text and its name, with quick ways between indices and places. Immutable. */
public final class SourceText {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * @param name as it is shown to the user
     */
    public SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        int[] starts = new int[64];
        int lines = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, 2 * lines);
            }
            starts[lines++] = i + 1;
        }
        this.lineStarts = Arrays.copyOf(starts, lines);
    }

    /** The name as it is shown to the user. */
    public String name() {
        return name;
    }

    /** The text itself. */
    public String text() {
        return text;
    }

    /** Index of the character at a line and column, both from 1; columns count code points. */
    int offset(int line, int column) {
        if (line > lineStarts.length) {
            return text.length();
        }
        int start = lineStarts[line - 1];
        int end = Math.min(text.length(), start + 2 * column);
        int available = text.codePointCount(start, end);
        return text.offsetByCodePoints(start, Math.min(column - 1, available));
    }

    /** The place of the character at an index. */
    Position position(int offset) {
        int within = Math.max(0, Math.min(offset, text.length()));
        int found = Arrays.binarySearch(lineStarts, within);
        int line = found >= 0 ? found : -found - 2;
        return new Position(name, line + 1, 1 + text.codePointCount(lineStarts[line], within));
    }
}
