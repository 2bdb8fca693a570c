package xcflow.gaussian.integral;

/**
 * Boys function F_m(T) = ∫₀¹ t^(2m) exp(−T t²) dt, with an absolute error below 1e-15.
 *
 * <p>Below a limit that grows with m: Taylor expansion of seven terms about the nearest of points
 * 1/16 apart (T. Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory, section
 * 9.8.3). Above: F_m(T) = (2m−1)!! √π / (2^(m+1) T^(m+1/2)), where the neglected part is of order
 * exp(−T).
 */
final class Boys {
    /** Highest order m for which there is a table. */
    static final int MAX_ORDER = 24;

    private static final int POINTS_PER_UNIT = 16;
    private static final int TERMS = 7;
    private static final int STRIDE = 8;
    private static final Boys[] ORDERS = new Boys[MAX_ORDER + 1];

    private final int order;
    private final double limit;
    private final double asymptotic;

    /** [rows × 8]: F_(m+k)(T₀)/k! for k = 0 … 6, then exp(−T₀). */
    private final double[] table;

    private Boys(int order) {
        this.order = order;
        this.limit = limit(order);
        double factor = 0.5 * Math.sqrt(Math.PI);
        for (int m = 1; m <= order; m++) {
            factor *= 0.5 * (2 * m - 1);
        }
        this.asymptotic = factor;
        this.table = table(order);
    }

    private static double[] table(int order) {
        int rows = rows(order);
        double[] table = new double[rows * STRIDE];
        double factorial = 1;
        for (int k = 0; k < TERMS; k++) {
            interleave(rows, Columns.VALUES[order + k], factorial, table, k);
            factorial *= k + 1;
        }
        interleave(rows, Columns.EXPONENTIALS, 1, table, TERMS);
        return table;
    }

    private static void interleave(
            int rows, double[] column, double divisor, double[] table, int at) {
        for (int row = 0; row < rows; row++) {
            table[row * STRIDE + at] = column[row] / divisor;
        }
    }

    /** Evaluator of the orders 0 … m. */
    static synchronized Boys ofOrder(int m) {
        if (ORDERS[m] == null) {
            ORDERS[m] = new Boys(m);
        }
        return ORDERS[m];
    }

    private static double limit(int order) {
        return 36 + 2.5 * order;
    }

    private static int rows(int order) {
        return (int) (limit(order) * POINTS_PER_UNIT) + 2;
    }

    /** Functions of all orders at the points of the tables, from which each table takes its own. */
    private static final class Columns {
        static final double[] EXPONENTIALS = new double[rows(MAX_ORDER)];

        /** One row for each order. */
        static final double[][] VALUES = new double[MAX_ORDER + TERMS][EXPONENTIALS.length];

        static {
            double[] t = new double[EXPONENTIALS.length];
            int highest = VALUES.length - 1;
            for (int i = 0; i < t.length; i++) {
                t[i] = (double) i / POINTS_PER_UNIT;
                EXPONENTIALS[i] = Math.exp(-t[i]);
                VALUES[highest][i] = EXPONENTIALS[i] * sum(highest, t[i]);
            }
            for (int m = highest - 1; m >= 0; m--) {
                down(t.length, t, EXPONENTIALS, 1.0 / (2 * m + 1), VALUES[m + 1], VALUES[m]);
            }
        }
    }

    /**
     * Evaluates all orders up to this evaluator's for n arguments.
     *
     * @param t arguments ≥ 0
     * @param exponential scratch of length n
     * @param f one row for each order, f[m][i] = F_m(t[i])
     */
    void evaluate(int n, double[] t, double[] exponential, double[][] f) {
        if (order == 0) {
            lowest(n, t, f[0]);
            return;
        }
        highest(n, t, exponential, f[order]);
        for (int m = order - 1; m >= 0; m--) {
            down(n, t, exponential, 1.0 / (2 * m + 1), f[m + 1], f[m]);
        }
    }

    private void lowest(int n, double[] t, double[] f) {
        for (int i = 0; i < n; i++) {
            double argument = t[i];
            if (argument < limit) {
                int row = (int) (argument * POINTS_PER_UNIT + 0.5);
                f[i] = taylor(row * STRIDE, row * (1.0 / POINTS_PER_UNIT) - argument);
            } else {
                f[i] = asymptotic / Math.sqrt(argument);
            }
        }
    }

    private void highest(int n, double[] t, double[] exponential, double[] f) {
        for (int i = 0; i < n; i++) {
            double argument = t[i];
            if (argument < limit) {
                int row = (int) (argument * POINTS_PER_UNIT + 0.5);
                double d = row * (1.0 / POINTS_PER_UNIT) - argument;
                f[i] = taylor(row * STRIDE, d);
                exponential[i] = table[row * STRIDE + TERMS] * exponential(d);
            } else {
                double inverse = 1 / argument;
                double value = asymptotic * Math.sqrt(inverse);
                for (int m = 0; m < order; m++) {
                    value *= inverse;
                }
                f[i] = value;
                exponential[i] = 0;
            }
        }
    }

    private double taylor(int at, double d) {
        double[] c = table;
        double d2 = d * d;
        double even =
                Math.fma(d2, Math.fma(d2, Math.fma(d2, c[at + 6], c[at + 4]), c[at + 2]), c[at]);
        double odd = Math.fma(d2, Math.fma(d2, c[at + 5], c[at + 3]), c[at + 1]);
        return Math.fma(d, odd, even);
    }

    /** exp(d) for |d| ≤ 1/32. */
    private static double exponential(double d) {
        double d2 = d * d;
        double even = Math.fma(d2, Math.fma(d2, Math.fma(d2, 1.0 / 720, 1.0 / 24), 1.0 / 2), 1.0);
        double odd = Math.fma(d2, Math.fma(d2, Math.fma(d2, 1.0 / 5040, 1.0 / 120), 1.0 / 6), 1.0);
        return Math.fma(d, odd, even);
    }

    /** F_m = (2T F_(m+1) + exp(−T)) / (2m + 1). */
    private static void down(
            int n, double[] t, double[] exponential, double factor, double[] above, double[] f) {
        double twice = 2 * factor;
        for (int i = 0; i < n; i++) {
            f[i] = twice * t[i] * above[i] + factor * exponential[i];
        }
    }

    /** F_0 … F_m by the ascending series for the highest order and recursion downwards. */
    static double[] series(int m, double t) {
        double[] f = new double[m + 1];
        double exponential = Math.exp(-t);
        f[m] = exponential * sum(m, t);
        for (int i = m - 1; i >= 0; i--) {
            f[i] = (2 * t * f[i + 1] + exponential) / (2 * i + 1);
        }
        return f;
    }

    /** exp(T) F_m(T) by its ascending series. */
    private static double sum(int m, double t) {
        double term = 1.0 / (2 * m + 1);
        double sum = term;
        for (int k = 1; term > 1e-18 * sum; k++) {
            term *= 2 * t / (2 * m + 2 * k + 1);
            sum += term;
        }
        return sum;
    }
}
