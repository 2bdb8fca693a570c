package xcflow.functional.neural;

/**
 * The damping D = 2α/(1 + α) of a logistic response R = Λ/(1 + (Λ − 1) D e^{−x}), with which R = Λ
 * where a single orbital has the density, whatever x is. One kernel serves one thread.
 */
final class SingleOrbitalKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    private final double limit;
    private final double[] slope = new double[BLOCK];
    private final double[] curvature = new double[BLOCK];

    SingleOrbitalKernel(double limit) {
        this.limit = limit;
    }

    /** Stores D. */
    void damp(Variables v, int n, double[] damping) {
        for (int k = 0; k < n; k++) {
            damping[k] = 2 * v.alpha[k] / (1 + v.alpha[k]);
        }
    }

    /**
     * After the response: finds ∂R/∂D dD/dα, which is finite where D vanishes, and its derivative
     * with respect to x.
     */
    void fill(Variables v, int n, double[] x, double[] response) {
        for (int k = 0; k < n; k++) {
            double r = response[k];
            double exponent = Math.exp(Math.max(-700, Math.min(700, -x[k])));
            double inverse = 1 / (1 + v.alpha[k]);
            // R² e^{−x} without an overflow of the exponential.
            slope[k] = -(limit - 1) / limit * (r * exponent) * r * 2 * inverse * inverse;
            curvature[k] = slope[k] * (1 - 2 * r / limit);
        }
    }

    /** ∂R/∂D dD/dα at point {@code k}. */
    double slope(int k) {
        return slope[k];
    }

    /** ∂²R/∂D∂x dD/dα at point {@code k}. */
    double curvature(int k) {
        return curvature[k];
    }
}
