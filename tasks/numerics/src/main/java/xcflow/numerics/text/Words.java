package xcflow.numerics.text;

import java.util.List;

/**
 * The words of a line, read one after the other. Whoever has read what a format knows calls {@link
 * #end}: a word that nobody read is an error and never skipped.
 */
public final class Words {
    private final Line line;
    private final List<Word> words;
    private int at;

    Words(Line line, List<Word> words) {
        this.line = line;
        this.words = List.copyOf(words);
    }

    /** The line that they stand in. */
    public Line line() {
        return line;
    }

    /** All of them, read or not. */
    public List<Word> all() {
        return words;
    }

    /** Whether one is left. */
    public boolean hasNext() {
        return at < words.size();
    }

    /** The next one without reading it; only if there is one. */
    public Word peek() {
        return words.get(at);
    }

    /**
     * The next word.
     *
     * @param what it should be, for the message if the line is over
     * @throws TextException if there is none
     */
    public Word next(String what) {
        if (!hasNext()) {
            throw line.error("the line ends where " + what + " should be");
        }
        return words.get(at++);
    }

    /** The next word as a number. */
    public double number(String what) {
        return next(what).number(what);
    }

    /** The next words as numbers. */
    public double[] numbers(int count, String what) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(what);
        }
        return numbers;
    }

    /** The next word as a whole number. */
    public int integer(String what) {
        return next(what).integer(what);
    }

    /**
     * @throws TextException if a word is left
     */
    public void end() {
        if (hasNext()) {
            throw peek().error(peek().quoted() + " is not expected here");
        }
    }
}
