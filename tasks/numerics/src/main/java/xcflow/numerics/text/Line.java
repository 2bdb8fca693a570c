package xcflow.numerics.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a text.
 *
 * @param file name of the text
 * @param number from 1
 */
public record Line(String file, int number, String text) {

    /** Whether there is nothing but space. */
    public boolean isBlank() {
        return text.isBlank();
    }

    /** The line up to the first of some characters that begin a comment. */
    public Line withoutComment(String starts) {
        for (int i = 0; i < text.length(); i++) {
            if (starts.indexOf(text.charAt(i)) >= 0) {
                return new Line(file, number, text.substring(0, i));
            }
        }
        return this;
    }

    /** The words between spaces, to be read one after the other. */
    public Words words() {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && !isSpace(text.charAt(at))) {
                at++;
            }
            if (at > from) {
                words.add(word(from, at));
            }
            at++;
        }
        return new Words(this, words);
    }

    /** The characters of a range as a word, whatever they are. */
    public Word word(int from, int to) {
        return new Word(text.substring(from, to), file, number, from + 1);
    }

    /** An exception that names this line. */
    public TextException error(String what) {
        return new TextException(file + ":" + number + ": " + what);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
