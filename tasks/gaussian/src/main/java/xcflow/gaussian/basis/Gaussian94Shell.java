package xcflow.gaussian.basis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/** One shell of a basis set in the format of the Gaussian program. */
final class Gaussian94Shell {
    private static final String LETTERS = "SPDFGHIKLMNOQ";
    private static final Pattern NUMBERED = Pattern.compile("L=([0-9]{1,2})");
    private static final String REMARK = "!#";

    private Gaussian94Shell() {}

    /**
     * Reads what follows the line of a shell and adds its contractions.
     *
     * @param header type, number of primitives, scale
     */
    static void read(Words header, Lines lines, List<BasisSet.Contraction> contractions) {
        int[] momenta = momenta(header.next("the type of a shell"));
        Word count = header.next("the number of primitives");
        int primitives = count.integer("the number of primitives");
        double scale = header.hasNext() ? header.number("a scale") : 1;
        Word rest = header.hasNext() ? header.next("zero") : null;
        header.end();
        if (rest != null && rest.number("zero, which may follow the scale") != 0) {
            throw rest.error(rest.quoted() + " is not expected after the scale");
        }
        if (primitives < 1 || primitives > lines.left()) {
            throw count.error(
                    primitives < 1
                            ? "a shell needs at least one primitive"
                            : String.format(
                                    Locale.ROOT,
                                    "%d primitives are announced, %d lines follow",
                                    primitives,
                                    lines.left()));
        }
        double[] exponents = new double[primitives];
        double[][] coefficients = new double[momenta.length][primitives];
        for (int k = 0; k < primitives; k++) {
            lines.skipBlankAndComments(REMARK);
            Words row = lines.next("an exponent").withoutComment(REMARK).words();
            Word exponent = row.next("an exponent");
            exponents[k] = exponent.number("an exponent") * scale * scale;
            if (!(exponents[k] > 0) || !(exponents[k] < 1e15)) {
                throw exponent.error("exponents must be positive numbers");
            }
            for (double[] column : coefficients) {
                column[k] = row.number("a coefficient");
            }
            row.end();
        }
        for (int c = 0; c < coefficients.length; c++) {
            contractions.add(contraction(momenta[c], exponents, coefficients[c], count));
        }
    }

    /** Angular momenta of S, P, SP, L (which is SP), SPD, L=7. */
    private static int[] momenta(Word type) {
        String letters = type.text().toUpperCase(Locale.ROOT);
        Matcher numbered = NUMBERED.matcher(letters);
        if (numbered.matches()) {
            return new int[] {Integer.parseInt(numbered.group(1))};
        }
        if (letters.equals("L")) {
            return new int[] {0, 1};
        }
        int[] momenta = letters.chars().map(LETTERS::indexOf).toArray();
        if (momenta.length > 4
                || Arrays.stream(momenta).anyMatch(l -> l < 0 || l == LETTERS.indexOf('L'))) {
            throw type.error("there is no shell type " + type.quoted());
        }
        return momenta;
    }

    /** Leaves out primitives that a general contraction lists with coefficient zero. */
    private static BasisSet.Contraction contraction(
            int l, double[] exponents, double[] coefficients, Word place) {
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, exponents.length).filter(k -> coefficients[k] != 0).forEach(kept::add);
        if (kept.isEmpty()) {
            throw place.error("all coefficients of a function are zero");
        }
        return new BasisSet.Contraction(
                l,
                kept.stream().mapToDouble(k -> exponents[k]).toArray(),
                kept.stream().mapToDouble(k -> coefficients[k]).toArray());
    }
}
