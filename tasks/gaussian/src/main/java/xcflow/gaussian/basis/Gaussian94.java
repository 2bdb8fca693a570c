package xcflow.gaussian.basis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.numerics.Element;

/**
 * Reader of basis sets in the format of the Gaussian program: blocks separated by {@code ****},
 * each with a line {@code symbol 0} and shells {@code type primitives scale}; {@code SP} shells
 * share exponents; exponents may be written with {@code D}.
 */
final class Gaussian94 {
    private static final String LETTERS = "SPDFGHI";
    private static final String SEPARATOR = "****";
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String name;
    private final String[] lines;
    private int at;

    private Gaussian94(String name, String text) {
        this.name = name;
        this.lines = text.lines().toArray(String[]::new);
    }

    static BasisSet parse(String name, String text) {
        return new Gaussian94(name, text).parse();
    }

    /**
     * The blocks of some elements in a text that begins each with a separator; empty if one is
     * missing.
     */
    static Optional<String> blocks(String text, Collection<Element> elements) {
        StringBuilder blocks = new StringBuilder();
        for (Element element : new LinkedHashSet<>(elements)) {
            int from = text.indexOf(SEPARATOR + "\n" + element.symbol() + " ");
            if (from < 0) {
                return Optional.empty();
            }
            int to = text.indexOf(SEPARATOR, from + SEPARATOR.length());
            blocks.append(text, from, to < 0 ? text.length() : to);
        }
        return Optional.of(blocks.toString());
    }

    private BasisSet parse() {
        Map<Element, List<BasisSet.Contraction>> elements = new LinkedHashMap<>();
        for (String[] header = words(); header != null; header = words()) {
            String symbol = header[0].startsWith("-") ? header[0].substring(1) : header[0];
            Element element =
                    Element.ofSymbol(symbol)
                            .orElseThrow(() -> error("there is no element " + symbol));
            List<BasisSet.Contraction> contractions = new ArrayList<>();
            for (String[] shell = words();
                    shell != null && !shell[0].equals(SEPARATOR);
                    shell = words()) {
                readShell(shell, contractions);
            }
            contractions.sort(Comparator.comparingInt(BasisSet.Contraction::l));
            if (elements.put(element, List.copyOf(contractions)) != null) {
                throw error(element + " appears a second time");
            }
        }
        if (elements.isEmpty()) {
            throw error("no element found");
        }
        return new BasisSet(name, elements);
    }

    private void readShell(String[] header, List<BasisSet.Contraction> contractions) {
        String type = header[0].toUpperCase(Locale.ROOT);
        for (char letter : type.toCharArray()) {
            if (LETTERS.indexOf(letter) < 0) {
                throw error("there is no shell type " + header[0]);
            }
        }
        int primitives = header.length < 2 ? 0 : (int) number(header[1]);
        double scale = header.length > 2 ? number(header[2]) : 1;
        if (primitives < 1) {
            throw error("a shell needs at least one primitive");
        }
        double[] exponents = new double[primitives];
        double[][] coefficients = new double[type.length()][primitives];
        for (int k = 0; k < primitives; k++) {
            String[] row = words();
            if (row == null || row.length != 1 + type.length()) {
                throw error("expected an exponent and %d coefficients".formatted(type.length()));
            }
            exponents[k] = number(row[0]) * scale * scale;
            if (!(exponents[k] > 0)) {
                throw error("exponents must be positive");
            }
            for (int c = 0; c < coefficients.length; c++) {
                coefficients[c][k] = number(row[c + 1]);
            }
        }
        for (int c = 0; c < coefficients.length; c++) {
            contractions.add(
                    contraction(LETTERS.indexOf(type.charAt(c)), exponents, coefficients[c]));
        }
    }

    /** Leaves out primitives that a general contraction lists with coefficient zero. */
    private static BasisSet.Contraction contraction(
            int l, double[] exponents, double[] coefficients) {
        List<Integer> kept = new ArrayList<>();
        for (int k = 0; k < exponents.length; k++) {
            if (coefficients[k] != 0) {
                kept.add(k);
            }
        }
        return new BasisSet.Contraction(
                l,
                kept.stream().mapToDouble(k -> exponents[k]).toArray(),
                kept.stream().mapToDouble(k -> coefficients[k]).toArray());
    }

    /** Words of the next line that is neither empty nor comment; null at the end. */
    private String[] words() {
        while (at < lines.length) {
            String line = lines[at++].strip();
            boolean opening = line.equals(SEPARATOR) && isOpening();
            if (!line.isEmpty() && !line.startsWith("!") && !opening) {
                return SPACE.split(line);
            }
        }
        return null;
    }

    /** Whether the separator just read stands before the first element. */
    private boolean isOpening() {
        for (int i = 0; i < at - 1; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("!") && !line.equals(SEPARATOR)) {
                return false;
            }
        }
        return true;
    }

    private double number(String word) {
        try {
            return Double.parseDouble(word.replace('D', 'E').replace('d', 'e'));
        } catch (NumberFormatException e) {
            throw error(word + " is not a number");
        }
    }

    private BasisException error(String what) {
        return new BasisException("%s, line %d: %s".formatted(name, at, what));
    }
}
