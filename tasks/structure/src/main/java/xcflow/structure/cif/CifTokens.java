package xcflow.structure.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;

/** Splits a CIF into tokens. */
final class CifTokens {
    /** More tokens are no crystal of a size that can be calculated, but a table of reflections. */
    private static final int MOST = 1_000_000;

    private final TextFile text;
    private final List<CifToken> tokens = new ArrayList<>();

    private CifTokens(TextFile text) {
        this.text = text;
    }

    static List<CifToken> of(TextFile text) {
        CifTokens all = new CifTokens(text);
        int at = 0;
        while (at < text.lines().size()) {
            Line line = text.line(at);
            at = line.text().startsWith(";") ? all.field(at) : all.line(line, 0, at);
        }
        return all.tokens;
    }

    /** Reads a text between semicolons at the beginning of lines; returns the next line. */
    private int field(int from) {
        Line first = text.line(from);
        StringBuilder content = new StringBuilder(first.text().substring(1));
        for (int at = from + 1; at < text.lines().size(); at++) {
            Line line = text.line(at);
            if (line.text().startsWith(";")) {
                add(CifToken.Kind.QUOTED, new Word(content.toString(), first.file(), from + 1, 1));
                return line(line, 1, at);
            }
            content.append('\n').append(line.text());
        }
        throw first.error("the text that begins with this semicolon does not end");
    }

    /** Reads a line from a column; returns the next line. */
    private int line(Line line, int column, int index) {
        String content = line.text();
        int at = column;
        while (at < content.length()) {
            char c = content.charAt(at);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                at++;
            } else if (c == '#') {
                break;
            } else if (c == '\'' || c == '"') {
                int end = closing(line, at);
                add(CifToken.Kind.QUOTED, line.word(at + 1, end));
                at = end + 1;
            } else {
                int end = at;
                while (end < content.length()
                        && !Character.isWhitespace(content.charAt(end))
                        && !Character.isSpaceChar(content.charAt(end))) {
                    end++;
                }
                bare(line.word(at, end));
                at = end;
            }
        }
        return index + 1;
    }

    /** A quotation mark closes only if space follows. */
    private static int closing(Line line, int from) {
        String content = line.text();
        char mark = content.charAt(from);
        if (content.startsWith(String.valueOf(mark).repeat(3), from)) {
            throw line.error("texts in three quotation marks (CIF 2) are not read");
        }
        for (int at = from + 1; at < content.length(); at++) {
            boolean last = at + 1 == content.length();
            if (content.charAt(at) == mark
                    && (last || Character.isWhitespace(content.charAt(at + 1)))) {
                return at;
            }
        }
        throw line.word(from, content.length()).error("the text in quotation marks does not end");
    }

    private void bare(Word word) {
        String lower = word.text().toLowerCase(Locale.ROOT);
        if (lower.startsWith("data_")) {
            add(CifToken.Kind.BLOCK, word);
        } else if (lower.equals("loop_")) {
            add(CifToken.Kind.LOOP, word);
        } else if (lower.startsWith("_")) {
            add(CifToken.Kind.TAG, word);
        } else if (lower.startsWith("save_") || lower.equals("global_") || lower.equals("stop_")) {
            throw word.error(word.quoted() + " is not read: this is a dictionary or STAR file");
        } else {
            add(CifToken.Kind.VALUE, word);
        }
    }

    private void add(CifToken.Kind kind, Word word) {
        if (tokens.size() == MOST) {
            throw word.error(
                    String.format(
                            Locale.ROOT,
                            "the file has more than the %d words that are read",
                            MOST));
        }
        tokens.add(new CifToken(kind, word));
    }
}
