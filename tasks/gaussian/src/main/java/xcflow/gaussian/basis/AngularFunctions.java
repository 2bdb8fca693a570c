package xcflow.gaussian.basis;

/**
 * The angular parts of basis functions as polynomials in x, y, z.
 *
 * <p>The monomials of degree l are ordered x^l, x^(l−1)y, x^(l−1)z, x^(l−2)y², … , z^l.
 */
public enum AngularFunctions {
    /**
     * Real solid harmonics S_lm in Racah's normalisation (S_00 = 1, S_10 = z, S_20 = z² − (x² +
     * y²)/2), m = −l … l; for l = 1 the order is x, y, z. T. Helgaker, P. Jørgensen, J. Olsen,
     * Molecular Electronic-Structure Theory (2000), section 6.4.
     */
    SPHERICAL {
        @Override
        public int count(int l) {
            return 2 * l + 1;
        }

        @Override
        double[] make(int l) {
            double[][] below = null;
            double[][] harmonics = {{1}};
            for (int degree = 0; degree < l; degree++) {
                double[][] next = raise(degree, harmonics, below);
                below = harmonics;
                harmonics = next;
            }
            int[] order = new int[2 * l + 1];
            for (int i = 0; i < order.length; i++) {
                order[i] = l == 1 ? (i + 2) % 3 : i;
            }
            int width = monomials(l);
            double[] result = new double[(2 * l + 1) * width];
            for (int i = 0; i <= 2 * l; i++) {
                System.arraycopy(harmonics[order[i]], 0, result, i * width, width);
            }
            return result;
        }
    },

    /**
     * Monomials x^i y^j z^k, each scaled by √((2l−1)!! / ((2i−1)!!(2j−1)!!(2k−1)!!)) so that all of
     * a shell have the same norm.
     */
    CARTESIAN {
        @Override
        public int count(int l) {
            return monomials(l);
        }

        @Override
        double[] make(int l) {
            int width = monomials(l);
            double[] result = new double[width * width];
            for (int i = l; i >= 0; i--) {
                for (int j = l - i; j >= 0; j--) {
                    int k = l - i - j;
                    int at = index(i, j, k);
                    result[at * width + at] =
                            Math.sqrt(
                                    odd(2 * l - 1)
                                            / (odd(2 * i - 1) * odd(2 * j - 1) * odd(2 * k - 1)));
                }
            }
            return result;
        }
    };

    /** Highest angular momentum that shells may have (i functions). */
    public static final int MAX_L = 6;

    private final double[][] tables = new double[MAX_L + 1][];

    /** Number of functions in a shell of angular momentum l. */
    public abstract int count(int l);

    abstract double[] make(int l);

    /**
     * Coefficients of the functions in monomials, [count(l) × monomials(l)], row-major. The array
     * is shared and must not be changed.
     */
    public double[] inMonomials(int l) {
        synchronized (tables) {
            if (tables[l] == null) {
                tables[l] = make(l);
            }
            return tables[l];
        }
    }

    /** Number of monomials of degree l. */
    public static int monomials(int l) {
        return (l + 1) * (l + 2) / 2;
    }

    /** Place of x^i y^j z^k among the monomials of its degree. */
    public static int index(int i, int j, int k) {
        return (j + k) * (j + k + 1) / 2 + k;
    }

    /** (2n−1)!! for the odd argument 2n−1 ≥ −1. */
    static double odd(int n) {
        double product = 1;
        for (int i = n; i > 1; i -= 2) {
            product *= i;
        }
        return product;
    }

    /** Harmonics of degree l + 1 out of those of l and l − 1: eqs. 6.4.70 to 6.4.72. */
    private static double[][] raise(int l, double[][] at, double[][] below) {
        double[][] next = new double[2 * l + 3][monomials(l + 1)];
        double edge = Math.sqrt((l == 0 ? 2.0 : 1.0) * (2 * l + 1) / (2 * l + 2));
        addTimes(next[2 * l + 2], edge, at[2 * l], l, 1, 0, 0);
        addTimes(next[0], edge, at[2 * l], l, 0, 1, 0);
        if (l > 0) {
            addTimes(next[2 * l + 2], -edge, at[0], l, 0, 1, 0);
            addTimes(next[0], edge, at[0], l, 1, 0, 0);
        }
        for (int m = -l; m <= l; m++) {
            double norm = 1 / Math.sqrt((l + m + 1.0) * (l - m + 1.0));
            double[] target = next[m + l + 1];
            addTimes(target, (2 * l + 1) * norm, at[m + l], l, 0, 0, 1);
            if (Math.abs(m) < l) {
                double factor = -Math.sqrt((l + m) * (double) (l - m)) * norm;
                addTimes(target, factor, below[m + l - 1], l - 1, 2, 0, 0);
                addTimes(target, factor, below[m + l - 1], l - 1, 0, 2, 0);
                addTimes(target, factor, below[m + l - 1], l - 1, 0, 0, 2);
            }
        }
        return next;
    }

    /** target += factor · x^a y^b z^c · polynomial. */
    private static void addTimes(
            double[] target, double factor, double[] polynomial, int l, int a, int b, int c) {
        for (int i = l; i >= 0; i--) {
            for (int j = l - i; j >= 0; j--) {
                int k = l - i - j;
                target[index(i + a, j + b, k + c)] += factor * polynomial[index(i, j, k)];
            }
        }
    }
}
