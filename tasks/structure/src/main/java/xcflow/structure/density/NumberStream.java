package xcflow.structure.density;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextException;

/**
 * A text of some lines and very many numbers, read from front to back without being held in memory.
 */
final class NumberStream implements AutoCloseable {
    private static final int LONGEST_LINE = 100_000;
    private static final int LONGEST_WORD = 60;
    private static final int BUFFER = 1 << 16;

    /** Far beyond every density. */
    private static final double GREATEST = 1e30;

    private final String name;
    private final InputStream in;
    private int line = 1;

    NumberStream(Path file, String name) {
        this.name = name;
        if (!Files.isRegularFile(file)) {
            throw new TextException(
                    Files.exists(file) ? name + " is not a file" : "there is no file " + name);
        }
        try {
            in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (IOException e) {
            throw new TextException("cannot read " + name + " (" + e.getMessage() + ")");
        }
    }

    /**
     * The next line.
     *
     * @throws TextException if there is none
     */
    Line next(String what) {
        if (!hasNext()) {
            throw error("the file ends where " + what + " should be");
        }
        StringBuilder text = new StringBuilder();
        int number = line;
        int c = read();
        while (c >= 0 && c != '\n') {
            if (text.length() == LONGEST_LINE) {
                throw error("the line is too long for " + what);
            }
            text.append((char) c);
            c = read();
        }
        line++;
        if (text.length() > 0 && text.charAt(text.length() - 1) == '\r') {
            text.setLength(text.length() - 1);
        }
        return new Line(name, number, text.toString());
    }

    /** Whether anything is left. */
    boolean hasNext() {
        in.mark(1);
        int c = read();
        reset();
        return c >= 0;
    }

    /** Whether a word that is no number, or nothing, follows. */
    boolean atEndOfNumbers() {
        in.mark(1);
        int c = read();
        while (c >= 0 && c <= ' ') {
            line += c == '\n' ? 1 : 0;
            in.mark(1);
            c = read();
        }
        reset();
        return c < 0 || !(Character.isDigit(c) || "+-.".indexOf(c) >= 0);
    }

    /**
     * The next numbers, whatever lines they stand in. The line of the last one has been read to its
     * end or to the blank behind the number.
     *
     * @param to where they go
     * @param what they are, for messages
     */
    void numbers(double[] to, String what) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < to.length; i++) {
            int c = read();
            while (c >= 0 && c <= ' ') {
                line += c == '\n' ? 1 : 0;
                c = read();
            }
            word.setLength(0);
            while (c > ' ' && word.length() <= LONGEST_WORD) {
                word.append((char) c);
                in.mark(1);
                c = read();
            }
            if (word.length() == 0) {
                throw error(
                        String.format(
                                Locale.ROOT,
                                "the file is truncated: %d of %d values of %s are there",
                                i,
                                to.length,
                                what));
            }
            if (c == '\n') {
                reset();
            }
            to[i] = number(word, i, what);
        }
    }

    private double number(StringBuilder word, int index, String what) {
        double value = Double.NaN;
        String text = word.toString();
        if (!text.isEmpty() && "NnIi".indexOf(text.charAt(0)) < 0) {
            try {
                value = Double.parseDouble(exponent(text));
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
        }
        if (!(Math.abs(value) <= GREATEST)) {
            throw error(
                    String.format(
                            Locale.ROOT,
                            "value %d of %s is '%s', not a number of use",
                            index + 1,
                            what,
                            text.replaceAll("[^ -~]", "?")));
        }
        return value;
    }

    /** Fortran writes {@code 1.0D-3}, and leaves the letter out if the exponent is long. */
    private static String exponent(String text) {
        String plain = text.replace('D', 'E').replace('d', 'e');
        int sign = Math.max(plain.lastIndexOf('-'), plain.lastIndexOf('+'));
        boolean bare = sign > 0 && Character.isDigit(plain.charAt(sign - 1));
        return bare ? plain.substring(0, sign) + "E" + plain.substring(sign) : plain;
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new TextException("cannot read " + name + " (" + e.getMessage() + ")");
        }
    }

    private void reset() {
        try {
            in.reset();
        } catch (IOException e) {
            throw new TextException("cannot read " + name + " (" + e.getMessage() + ")");
        }
    }

    TextException error(String what) {
        return new TextException(name + ":" + line + ": " + what);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Everything that was wanted has been read.
            return;
        }
    }
}
