package xcflow.gaussian.integral;

/**
 * The one-dimensional integrals that local core potentials lead to, by Gauss–Legendre quadrature or
 * asymptotic series; all to about 1e-15 of the first of them.
 */
final class PowerIntegrals {
    private static final GaussLegendre RULE = GaussLegendre.of(64);

    /** From here on the asymptotic series is exact to rounding for 40 orders. */
    private static final double LARGE = 120;

    private PowerIntegrals() {}

    /** ∫₀¹ t^(2k) exp(−T t²) dt for k = 0 … order, the Boys functions. */
    static void even(int order, double t, double[] result) {
        if (t > LARGE) {
            result[0] = 0.5 * Math.sqrt(Math.PI / t);
            for (int k = 0; k < order; k++) {
                result[k + 1] = (k + 0.5) / t * result[k];
            }
            return;
        }
        sum(order, t, false, result);
    }

    /**
     * ∫₀¹ (1 − t²)^k exp(−T (1 − t²)) dt for k = 0 … order. With y = 1 − t² it is ½ ∫ y^k (1 −
     * y)^(−1/2) exp(−Ty) dy, which for large T is ½ Σ_j (2j−1)!!/(2j)!! (k+j)!/T^(k+j+1).
     */
    static void complement(int order, double t, double[] result) {
        if (t <= LARGE) {
            sum(order, t, true, result);
            return;
        }
        double leading = 0.5 / t;
        for (int k = 0; k <= order; k++) {
            double term = leading;
            double total = 0;
            for (int j = 0; j < 60 && term > 1e-17 * total; j++) {
                total += term;
                term *= (2 * j + 1.0) / (2 * j + 2) * (k + j + 1) / t;
            }
            result[k] = total;
            leading *= (k + 1) / t;
        }
    }

    private static void sum(int order, double t, boolean complement, double[] result) {
        java.util.Arrays.fill(result, 0, order + 1, 0);
        for (int i = 0; i < RULE.nodes().length; i++) {
            double x = 0.5 * (1 + RULE.nodes()[i]);
            double y = complement ? 1 - x * x : x * x;
            double value = 0.5 * RULE.weights()[i] * Math.exp(-t * y);
            for (int k = 0; k <= order; k++) {
                result[k] += value;
                value *= y;
            }
        }
    }
}
