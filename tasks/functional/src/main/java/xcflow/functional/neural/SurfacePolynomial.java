package xcflow.functional.neural;

/**
 * Makes the polynomials of a {@link FactorSurface}. One object serves one thread.
 *
 * <p>Coefficients are those of t^i u^j at place {@code i · ORDER + j}, with −1 ≤ t, u ≤ 1 the
 * coordinates within the cell.
 */
final class SurfacePolynomial {
    /** Coefficients in each direction. */
    static final int ORDER = 10;

    /** How well a polynomial agrees with the network, in units of the largest |F| in its cell. */
    private static final double TOLERANCE = 1e-11;

    /** The same for (1 − x) ∂F/∂x and (1 − y) ∂F/∂y. */
    private static final double SLOPE_TOLERANCE = 1e-9;

    private static final double[] NODES = Chebyshev.nodes(ORDER);
    private static final double[] PROBES = {-1, -0.47, 0.32, 1};

    /** [power][node]: coefficients of a polynomial from its values at the nodes. */
    private static final double[][] FROM_VALUES = Chebyshev.fromValues(ORDER);

    private final FactorKernel kernel;
    private final Variables variables =
            new Variables(ORDER * ORDER + PROBES.length * PROBES.length, false);

    SurfacePolynomial(Factor factor) {
        kernel = new FactorKernel(factor);
    }

    /** Stores the value and the derivatives with respect to t and u. */
    static void evaluate(double[] c, double t, double u, double[] result) {
        double f = 0;
        double byT = 0;
        double byU = 0;
        for (int i = ORDER - 1; i >= 0; i--) {
            int at = i * ORDER;
            double value = c[at + ORDER - 1];
            double slope = 0;
            for (int j = ORDER - 2; j >= 0; j--) {
                slope = Math.fma(slope, u, value);
                value = Math.fma(value, u, c[at + j]);
            }
            byT = Math.fma(byT, t, f);
            f = Math.fma(f, t, value);
            byU = Math.fma(byU, t, slope);
        }
        result[0] = f;
        result[1] = byT;
        result[2] = byU;
    }

    /** Coefficients for a cell of the given numbers of cells per unit length; null if too rough. */
    double[] through(int xScale, int yScale, int column, int row) {
        for (int i = 0; i < ORDER; i++) {
            for (int j = 0; j < ORDER; j++) {
                set(i * ORDER + j, place(xScale, column, NODES[i]), place(yScale, row, NODES[j]));
            }
        }
        int probes = PROBES.length * PROBES.length;
        for (int i = 0; i < probes; i++) {
            double t = PROBES[i / PROBES.length];
            double u = PROBES[i % PROBES.length];
            set(ORDER * ORDER + i, place(xScale, column, t), place(yScale, row, u));
        }
        kernel.evaluate(variables, ORDER * ORDER + probes);
        double[] coefficients = coefficients();
        return agrees(coefficients, xScale, yScale) ? coefficients : null;
    }

    private static double place(int scale, int cell, double within) {
        return (cell + (1 + within) / 2) / scale;
    }

    private void set(int k, double x, double y) {
        double root = Math.max(x, 1e-6) / Math.max(1 - x, 1e-6);
        double rs = root * root;
        variables.set(k, rs, 0, 4 * y / ((1 - y) * (1 - y)) / (1 + 1 / rs));
    }

    /** The first value is taken off before and put back after: constants stay exact. */
    private double[] coefficients() {
        double start = kernel.f[0];
        double[] half = new double[ORDER * ORDER];
        double[] whole = new double[ORDER * ORDER];
        for (int i = 0; i < ORDER; i++) {
            for (int power = 0; power < ORDER; power++) {
                double sum = 0;
                for (int j = 0; j < ORDER; j++) {
                    sum += FROM_VALUES[power][j] * (kernel.f[i * ORDER + j] - start);
                }
                half[i * ORDER + power] = sum;
            }
        }
        for (int power = 0; power < ORDER; power++) {
            for (int j = 0; j < ORDER; j++) {
                double sum = 0;
                for (int i = 0; i < ORDER; i++) {
                    sum += FROM_VALUES[power][i] * half[i * ORDER + j];
                }
                whole[power * ORDER + j] = sum;
            }
        }
        whole[0] += start;
        return whole;
    }

    private boolean agrees(double[] coefficients, int xScale, int yScale) {
        double largest = 0;
        for (int k = 0; k < ORDER * ORDER; k++) {
            largest = Math.max(largest, Math.abs(kernel.f[k]));
        }
        double[] result = new double[3];
        double[] slopes = new double[4];
        for (int i = 0; i < PROBES.length * PROBES.length; i++) {
            int k = ORDER * ORDER + i;
            evaluate(coefficients, PROBES[i / PROBES.length], PROBES[i % PROBES.length], result);
            chain(variables.rs[k], variables.rootRs[k], variables.p[k], slopes);
            double byX = 2 * xScale * result[1];
            double byY = 2 * yScale * result[2];
            double byRs = byX * slopes[0] + byY * slopes[1];
            double byP = byY * slopes[2];
            // Next to 1, x and y change with the logarithms of r_s and p.
            double allowedByX = SLOPE_TOLERANCE * largest * (1 + variables.rootRs[k]);
            double allowedByY = SLOPE_TOLERANCE * largest / (1 - slopes[3]);
            if (!(Math.abs(result[0] - kernel.f[k]) <= TOLERANCE * largest)
                    || !(Math.abs(byP - kernel.byP[k]) <= allowedByY * slopes[2])
                    || !(Math.abs(byRs - kernel.byRs[k])
                            <= allowedByX * slopes[0] + allowedByY * Math.abs(slopes[1]))) {
                return false;
            }
        }
        return true;
    }

    /** Stores ∂x/∂r_s, ∂y/∂r_s, ∂y/∂p and y. */
    static void chain(double rs, double rootRs, double p, double[] result) {
        double inverseRs = 1 / rs;
        double tau = p * (1 + inverseRs);
        double root = Math.sqrt(1 + tau);
        double inverse = 1 / (1 + root);
        double byTau = inverse * inverse / root;
        double shift = 1 / (1 + rootRs);
        result[0] = 0.5 * shift * shift / rootRs;
        result[1] = -byTau * p * inverseRs * inverseRs;
        result[2] = byTau * (1 + inverseRs);
        result[3] = tau * inverse * inverse;
    }
}
