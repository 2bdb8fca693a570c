package xcflow.structure.cif;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.text.Word;

/**
 * A symmetry operation of fractional coordinates, r → W r + w, as CIF writes it: {@code
 * -y,x-y,z+1/3}.
 *
 * @param rotation W [9], row by row
 * @param translation w [3] in units of 1/720, from 0 to 719
 */
record CifOperation(int[] rotation, int[] translation) {
    static final int UNITS = 720;
    private static final CifOperation IDENTITY =
            new CifOperation(new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new int[3]);

    private static final Pattern TERM =
            Pattern.compile("([+-]?)(?:([xyz])|([0-9]+)/([0-9]+)|([0-9]*\\.[0-9]+|[0-9]+\\.?))");

    /** Decimals such as .3333 are rounded fractions with these denominators. */
    private static final int DECIMAL_UNITS = 24;

    private static final double DECIMAL_ERROR = 1e-3;

    static CifOperation identity() {
        return IDENTITY;
    }

    /**
     * @throws xcflow.numerics.text.TextException if the text is no operation
     */
    static CifOperation read(Word word) {
        String[] parts = word.text().toLowerCase(Locale.ROOT).replaceAll("\\s", "").split(",", -1);
        if (parts.length != 3) {
            throw word.error(word.quoted() + " is not an operation such as -x,y+1/2,-z");
        }
        int[] rotation = new int[9];
        int[] translation = new int[3];
        for (int row = 0; row < 3; row++) {
            Matcher term = TERM.matcher(parts[row]);
            int at = 0;
            while (term.find() && term.start() == at) {
                if (at > 0 && term.group(1).isEmpty()) {
                    break;
                }
                at = term.end();
                int sign = term.group(1).equals("-") ? -1 : 1;
                if (term.group(2) != null) {
                    rotation[3 * row + term.group(2).charAt(0) - 'x'] += sign;
                } else {
                    translation[row] += sign * units(term, word);
                }
            }
            if (at < parts[row].length() || at == 0) {
                throw word.error("'" + parts[row] + "' in " + word.quoted() + " is not understood");
            }
        }
        CifOperation operation = new CifOperation(rotation, reduced(translation));
        if (Math.abs(determinant(rotation)) != 1) {
            throw word.error(word.quoted() + " does not keep volumes");
        }
        return operation;
    }

    private static int units(Matcher term, Word word) {
        if (term.group(3) != null) {
            if (term.group(3).length() > 4 || term.group(4).length() > 3) {
                throw word.error("the fraction in " + word.quoted() + " is not understood");
            }
            int denominator = Integer.parseInt(term.group(4));
            if (denominator == 0 || UNITS % denominator != 0) {
                throw word.error("the fraction in " + word.quoted() + " is not understood");
            }
            return Integer.parseInt(term.group(3)) * (UNITS / denominator);
        }
        double value = Double.parseDouble(term.group(5));
        double nearest = Math.rint(value * DECIMAL_UNITS) / DECIMAL_UNITS;
        if (!(Math.abs(value - nearest) < DECIMAL_ERROR) || value > 100) {
            throw word.error("the shift in " + word.quoted() + " is not a usual fraction");
        }
        return (int) Math.rint(nearest * UNITS);
    }

    private static int[] reduced(int[] translation) {
        return Arrays.stream(translation).map(t -> Math.floorMod(t, UNITS)).toArray();
    }

    private static int determinant(int[] w) {
        return w[0] * (w[4] * w[8] - w[5] * w[7])
                - w[1] * (w[3] * w[8] - w[5] * w[6])
                + w[2] * (w[3] * w[7] - w[4] * w[6]);
    }

    /** This operation after another. */
    CifOperation after(CifOperation first) {
        int[] product = new int[9];
        int[] shift = translation.clone();
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                int w = rotation[3 * i + k];
                shift[i] += w * first.translation[k];
                for (int j = 0; j < 3; j++) {
                    product[3 * i + j] += w * first.rotation[3 * k + j];
                }
            }
        }
        return new CifOperation(product, reduced(shift));
    }

    /** Image of fractional coordinates. */
    double[] apply(double[] r) {
        double[] image = new double[3];
        for (int i = 0; i < 3; i++) {
            image[i] = translation[i] / (double) UNITS;
            for (int j = 0; j < 3; j++) {
                image[i] += rotation[3 * i + j] * r[j];
            }
        }
        return image;
    }

    boolean isTranslation() {
        return Arrays.equals(rotation, IDENTITY.rotation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CifOperation that
                && Arrays.equals(rotation, that.rotation)
                && Arrays.equals(translation, that.translation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rotation) + Arrays.hashCode(translation);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append(i == 0 ? "" : ",");
            for (int j = 0; j < 3; j++) {
                int w = rotation[3 * i + j];
                text.append(w > 0 ? "+" : w < 0 ? "-" : "").append(w == 0 ? "" : "xyz".charAt(j));
            }
            text.append(translation[i] == 0 ? "" : "+" + translation[i] + "/" + UNITS);
        }
        return text.toString();
    }
}
