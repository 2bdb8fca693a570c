package xcflow.runner.view;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Text in which control characters are visible: records may come from somebody else, and a terminal
 * obeys escape sequences, backspaces and changes of direction wherever they come from. Each becomes
 * the escape sequence that JSON has for it, {@code \\u001b}, so that JSON keeps its meaning. Tabs
 * and ends of lines stay, a carriage return only before a line feed.
 */
public final class VisibleText extends FilterWriter {
    private boolean carriageReturn;

    /**
     * @param out takes the visible text
     */
    public VisibleText(Writer out) {
        super(out);
    }

    /** A text in which all control characters but tabs and ends of lines are visible. */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            visible.append(ends || !hidden(c) ? String.valueOf(c) : escape(c));
        }
        return visible.toString();
    }

    private static boolean hidden(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7f && c <= 0x9f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    private static String escape(char c) {
        return String.format(Locale.ROOT, "\\u%04x", (int) c);
    }

    @Override
    public void write(int c) throws IOException {
        if (carriageReturn) {
            carriageReturn = false;
            out.write(c == '\n' ? "\r" : escape('\r'));
        }
        if (c == '\r') {
            carriageReturn = true;
        } else if (hidden((char) c)) {
            out.write(escape((char) c));
        } else {
            out.write(c);
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            if (carriageReturn || hidden(text[i])) {
                out.write(text, begin, i - begin);
                write(text[i]);
                begin = i + 1;
            }
        }
        out.write(text, begin, offset + length - begin);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }

    /** A carriage return waits for what follows it. */
    @Override
    public void close() throws IOException {
        if (carriageReturn) {
            carriageReturn = false;
            out.write(escape('\r'));
        }
        super.close();
    }
}
