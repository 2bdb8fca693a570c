package xcflow.workflows.yaml;

import java.io.Reader;

/**
 * Gives a text in pieces that never end between the two halves of a character beyond the basic
 * plane (an emoji, for example). The parser's own way of mending such pieces writes past the end of
 * its buffer when the first half is the last thing that fits.
 */
final class WholeCharacters extends Reader {
    private final String text;
    private int at;

    WholeCharacters(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] buffer, int from, int length) {
        if (at == text.length()) {
            return -1;
        }
        int end = at + Math.min(length, text.length() - at);
        if (end - at > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        text.getChars(at, end, buffer, from);
        int count = end - at;
        at = end;
        return count;
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
