package xcflow.numerics.text;

import java.util.regex.Pattern;

/**
 * A word with the place where it stands.
 *
 * @param line from 1
 * @param column from 1
 */
public record Word(String text, String file, int line, int column) {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eEdD][+-]?[0-9]+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,100}");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+");
    private static final int LONGEST_NUMBER = 100;
    private static final int MOST_DIGITS = 9;

    /** Longest part of a word that a message quotes. */
    private static final int LONGEST_QUOTE = 60;

    /** Whether this can be read as a number, in Fortran's spelling too ({@code 1.0D-3}). */
    public boolean isNumber() {
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
    }

    /** Whether this is a whole number, written without a point. */
    public boolean isInteger() {
        return INTEGER.matcher(text).matches();
    }

    /**
     * The finite number that the word is.
     *
     * @param what it should be, for the message: "a coordinate in ångström"
     * @throws TextException if it is none
     */
    public double number(String what) {
        if (!isNumber()) {
            String hint =
                    DECIMAL_COMMA.matcher(text).matches()
                            ? ": decimal commas are not read, write a point"
                            : "";
            throw error(quoted() + " is not " + what + hint);
        }
        double value = Double.parseDouble(text.replace('D', 'E').replace('d', 'e'));
        if (Double.isInfinite(value)) {
            throw error(quoted() + " is too large for " + what);
        }
        return value;
    }

    /**
     * The whole number that the word is.
     *
     * @param what it should be, for the message
     * @throws TextException if it is none
     */
    public int integer(String what) {
        if (!isInteger()) {
            throw error(quoted() + " is not " + what + ", a whole number");
        }
        if (text.length() > MOST_DIGITS && text.replaceAll("^[+-]?0*", "").length() > MOST_DIGITS) {
            throw error(quoted() + " is too large for " + what);
        }
        return Integer.parseInt(text);
    }

    /** The word in quotation marks, cut if it is long. */
    public String quoted() {
        boolean isLong = text.length() > LONGEST_QUOTE;
        String shown = isLong ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}+", " ") + "'";
    }

    /** An exception that names this place. */
    public TextException error(String what) {
        return new TextException(file + ":" + line + ":" + column + ": " + what);
    }
}
