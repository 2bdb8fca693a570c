package xcflow.functional.neural;

/**
 * Coordinates of a {@link FactorSurface} for a block of points, x = √r_s/(1 + √r_s) and y = B(p (1
 * + 1/r_s)), and their derivatives.
 */
final class SurfaceCoordinates {
    final double[] x = new double[FactorKernel.BLOCK];
    final double[] y = new double[FactorKernel.BLOCK];
    final double[] xByRs = new double[FactorKernel.BLOCK];
    final double[] yByRs = new double[FactorKernel.BLOCK];
    final double[] yByP = new double[FactorKernel.BLOCK];

    /** Makes those of the first {@code n} points. */
    void fill(double[] rs, double[] p, int n) {
        for (int k = 0; k < n; k++) {
            double rootRs = Math.sqrt(rs[k]);
            double inverseRs = 1 / rs[k];
            double shift = 1 / (1 + rootRs);
            double stretch = 1 + inverseRs;
            double tau = p[k] * stretch;
            double root = Math.sqrt(1 + tau);
            double inverse = 1 / (1 + root);
            double squared = inverse * inverse;
            double byTau = squared / root;
            x[k] = rootRs * shift;
            y[k] = tau * squared;
            xByRs[k] = 0.5 * shift * shift / rootRs;
            yByRs[k] = -byTau * p[k] * inverseRs * inverseRs;
            yByP[k] = byTau * stretch;
        }
    }
}
