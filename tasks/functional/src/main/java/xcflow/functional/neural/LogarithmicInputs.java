package xcflow.functional.neural;

import xcflow.numerics.CubeRoot;

/**
 * The logarithmic descriptors of Dick and Fernandez-Serra, Phys. Rev. B 104, L161109 (2021), with
 * their derivatives.
 */
final class LogarithmicInputs {
    /** Keeps the logarithms finite. */
    private static final double SHIFT = 1e-5;

    private LogarithmicInputs() {}

    /** x₂ = (1 − e^{−p}) ln(1 + √p), which begins as s³. */
    static void gradient(double[] p, double[] x, double[] byP, int n) {
        for (int k = 0; k < n; k++) {
            double s = Math.sqrt(p[k]);
            double rise = -Math.expm1(-p[k]);
            double logarithm = Math.log1p(s);
            x[k] = rise * logarithm;
            byP[k] = (1 - rise) * logarithm + (s > 0 ? rise / (2 * s * (1 + s)) : 0);
        }
    }

    /** x₀ = ln(ρ^{1/3} + 1e-5), with ρ^{1/3} = (3/(4π))^{1/3}/r_s. */
    static void density(double[] rs, double[] x, double[] byRs, int n) {
        for (int k = 0; k < n; k++) {
            double root = PartKernel.RS / rs[k];
            x[k] = Math.log(root + SHIFT);
            byRs[k] = -root / (rs[k] * (root + SHIFT));
        }
    }

    /** x₁ = ln(φ + 1e-5). */
    static void spin(Variables v, double[] x, double[] byZeta, int n) {
        for (int k = 0; k < n; k++) {
            double phi = 1;
            double slope = 0;
            if (v.polarised) {
                double plus = v.onePlusZeta[k];
                double minus = v.oneMinusZeta[k];
                double up = root(plus);
                double down = root(minus);
                phi = (plus * up + minus * down) / 2;
                slope = 2 * (up - down) / 3;
            }
            x[k] = Math.log(phi + SHIFT);
            byZeta[k] = slope / (phi + SHIFT);
        }
    }

    private static double root(double x) {
        return x > 0 ? x * square(CubeRoot.inverse(x)) : 0;
    }

    private static double square(double x) {
        return x * x;
    }
}
