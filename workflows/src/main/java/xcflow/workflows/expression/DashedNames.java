package xcflow.workflows.expression;

import java.util.Arrays;

/**
 * Makes names with dashes, and names that CEL reserves, acceptable to CEL's parser: after a dot,
 * {@code -} without blanks around it continues the name ({@code c.total-energy}), and every name
 * there is put into back quotes. Subtraction of such a path therefore needs blanks.
 */
final class DashedNames {
    private final StringBuilder text = new StringBuilder();
    private int[] origins = new int[64];

    private DashedNames() {}

    /** The rewritten text with the way back to the original's indices. */
    record Rewritten(String text, int[] origins) {
        int origin(int at) {
            return origins[Math.max(0, Math.min(at, origins.length - 1))];
        }
    }

    static Rewritten rewrite(String original) {
        DashedNames names = new DashedNames();
        int i = 0;
        while (i < original.length()) {
            char c = original.charAt(i);
            if (c == '"' || c == '\'') {
                int end = endOfString(original, i);
                names.copy(original, i, end);
                i = end;
            } else if (c == '.' && startsName(original, i + 1)) {
                int end = endOfName(original, i + 1);
                names.append('.', i);
                if (isCall(original, end)) {
                    names.copy(original, i + 1, end);
                } else {
                    names.append('`', i + 1);
                    names.copy(original, i + 1, end);
                    names.append('`', end - 1);
                }
                i = end;
            } else {
                names.append(c, i);
                i++;
            }
        }
        names.append(' ', original.length());
        return new Rewritten(
                names.text.substring(0, names.text.length() - 1),
                Arrays.copyOf(names.origins, names.text.length()));
    }

    private static boolean startsName(String text, int at) {
        return at < text.length()
                && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_');
    }

    private static int endOfName(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean dash = c == '-' && i + 1 < text.length() && isNamePart(text.charAt(i + 1));
            if (!dash && !isNamePart(c)) {
                break;
            }
            i++;
        }
        return i;
    }

    private static boolean isNamePart(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isCall(String text, int at) {
        int i = at;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '(';
    }

    /** Index after the closing quote, or the end of the text. */
    static int endOfString(String text, int from) {
        char quote = text.charAt(from);
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void copy(String original, int from, int to) {
        for (int i = from; i < to; i++) {
            append(original.charAt(i), i);
        }
    }

    private void append(char c, int origin) {
        if (text.length() == origins.length) {
            origins = Arrays.copyOf(origins, 2 * origins.length);
        }
        origins[text.length()] = origin;
        text.append(c);
    }
}
