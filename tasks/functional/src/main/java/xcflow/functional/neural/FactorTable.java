package xcflow.functional.neural;

import java.util.Optional;

/**
 * A factor that depends on s alone, as piecewise polynomials of s/(1 + s): the same numbers as the
 * network's to about 1e-14 at a small part of the cost.
 *
 * <p>F and (1 + p) dF/dp are interpolated at the Chebyshev nodes of each interval, and taken as
 * they are at its lower end: the limit of the uniform gas stays exact. The number of intervals is
 * doubled until the polynomials agree with the network between the nodes; for networks too rough
 * for that there is no table. The table is a function of the weights alone.
 */
final class FactorTable {
    private static final int COEFFICIENTS = 10;
    private static final int FEWEST_INTERVALS = 64;
    private static final int MOST_INTERVALS = 2048;
    private static final double TOLERANCE = 2e-14;

    private final int intervals;

    /** [intervals][2 × COEFFICIENTS]: polynomials of t ∈ [0, 1] for F and (1 + p) dF/dp. */
    private final double[][] coefficients;

    private FactorTable(double[][] coefficients) {
        this.intervals = coefficients.length;
        this.coefficients = coefficients;
    }

    /** The table of a factor that depends on s alone, if it can be tabulated. */
    static Optional<FactorTable> of(Factor factor) {
        var kernel = new FactorKernel(factor);
        for (int n = FEWEST_INTERVALS; n <= MOST_INTERVALS; n *= 2) {
            var table = new FactorTable(interpolate(kernel, n));
            if (table.agreesWith(kernel)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    private static double[][] interpolate(FactorKernel kernel, int intervals) {
        double[] places = new double[COEFFICIENTS + 1];
        for (int j = 0; j < COEFFICIENTS; j++) {
            places[j] = 0.5 * (1 + Math.cos(Math.PI * (j + 0.5) / COEFFICIENTS));
        }
        double[][] all = new double[intervals][];
        for (int i = 0; i < intervals; i++) {
            double[][] samples = samples(kernel, intervals, i, places);
            double[] pair = new double[2 * COEFFICIENTS];
            System.arraycopy(monomials(samples[0]), 0, pair, 0, COEFFICIENTS);
            System.arraycopy(monomials(samples[1]), 0, pair, COEFFICIENTS, COEFFICIENTS);
            all[i] = pair;
        }
        return all;
    }

    /** F and (1 + p) dF/dp at the given places of an interval. */
    private static double[][] samples(
            FactorKernel kernel, int intervals, int interval, double[] places) {
        var variables = new Variables(places.length, false);
        for (int j = 0; j < places.length; j++) {
            double xi = (interval + places[j]) / intervals;
            double s = xi < 1 ? xi / (1 - xi) : 1e15;
            variables.set(j, 1, 0, s * s);
        }
        kernel.evaluate(variables, places.length);
        double[][] samples = new double[2][places.length];
        for (int j = 0; j < places.length; j++) {
            samples[0][j] = kernel.f[j];
            samples[1][j] = (1 + variables.p[j]) * kernel.byP[j];
        }
        return samples;
    }

    /**
     * Coefficients of the polynomial through the samples at the nodes, by way of its Chebyshev
     * expansion; the last sample is that at t = 0.
     */
    private static double[] monomials(double[] samples) {
        double start = samples[COEFFICIENTS];
        double[] result = new double[COEFFICIENTS];
        double[] before = new double[COEFFICIENTS];
        double[] chebyshev = new double[COEFFICIENTS];
        chebyshev[0] = 1;
        for (int degree = 0; degree < COEFFICIENTS; degree++) {
            double weight = 0;
            for (int j = 0; j < COEFFICIENTS; j++) {
                weight +=
                        (samples[j] - start)
                                * Math.cos(degree * Math.PI * (j + 0.5) / COEFFICIENTS);
            }
            weight *= (degree == 0 ? 1.0 : 2.0) / COEFFICIENTS;
            double[] next = new double[COEFFICIENTS];
            for (int power = 0; power < COEFFICIENTS; power++) {
                result[power] += weight * chebyshev[power];
                double raised = power > 0 ? chebyshev[power - 1] : 0;
                double product = 2 * raised - chebyshev[power];
                next[power] = (degree == 0 ? 1 : 2) * product - before[power];
            }
            before = chebyshev;
            chebyshev = next;
        }
        result[0] = start;
        return result;
    }

    private boolean agreesWith(FactorKernel kernel) {
        double[] places = {0, 0.025, 0.15, 0.33, 0.52, 0.7, 0.88, 0.98, 1};
        for (int i = 0; i < intervals; i++) {
            double[][] samples = samples(kernel, intervals, i, places);
            for (int j = 0; j < places.length; j++) {
                double f = polynomial(coefficients[i], 0, places[j]);
                double slope = polynomial(coefficients[i], COEFFICIENTS, places[j]);
                double scale = TOLERANCE * Math.max(1, Math.abs(samples[0][j]));
                if (!(Math.abs(f - samples[0][j]) <= scale)
                        || !(Math.abs(slope - samples[1][j]) <= 4 * scale)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Stores F and dF/dp of the first {@code n} points. */
    void evaluate(Variables v, int n, double[] f, double[] byP) {
        for (int k = 0; k < n; k++) {
            double s = Math.sqrt(v.p[k]);
            double place = intervals * (s / (1 + s));
            int interval = Math.min((int) place, intervals - 1);
            double t = place - interval;
            double[] c = coefficients[interval];
            f[k] = polynomial(c, 0, t);
            byP[k] = polynomial(c, COEFFICIENTS, t) / (1 + v.p[k]);
        }
    }

    private static double polynomial(double[] c, int at, double t) {
        double sum = c[at + COEFFICIENTS - 1];
        for (int power = COEFFICIENTS - 2; power >= 0; power--) {
            sum = Math.fma(sum, t, c[at + power]);
        }
        return sum;
    }
}
