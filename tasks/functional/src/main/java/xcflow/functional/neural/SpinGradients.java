package xcflow.functional.neural;

/**
 * Functions of the gradients of both spins. With p_σσ = |∇ρ_σ|²/(4 (3π²)^{2/3} ρ^{8/3}), the sum q
 * = 2 (p↑↑ + p↓↓) and the difference d = 2 (p↑↑ − p↓↓) they are those of
 *
 * <pre>Q = c q,   c = 1/(1 + r_s²/16).</pre>
 *
 * <p>q is p where both spins have the same density, and p ≤ q always, |d| ≤ q. In an exponential
 * tail p grows like r_s², so that Q stays finite there, and at high density it is q: gradient
 * corrections of correlation are of the first order in it. All are even in the exchange of the
 * spins, and regular where a spin is absent.
 */
final class SpinGradients {
    /** Square of the r_s, bohr², beyond which gradients count less. */
    static final double SCREENING = 16;

    private SpinGradients() {}

    /** c at a point. */
    static double screening(double rs) {
        return SCREENING / (SCREENING + rs * rs);
    }

    /** ∂c/∂r_s, where c is known. */
    private static double screeningSlope(double rs, double c) {
        return -2 * rs * c * c / SCREENING;
    }

    /** Stores u = 2 Q/(1 + Q) − 1 and ∂u/∂r_s. */
    static void sum(Variables v, int n, double[] u, double[] byRs) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            double inverse = 1 / (1 + c * v.spinSum[k]);
            u[k] = 2 * c * v.spinSum[k] * inverse - 1;
            byRs[k] = 2 * inverse * inverse * v.spinSum[k] * screeningSlope(v.rs[k], c);
        }
    }

    /** Stores ∂u/∂q of the same. */
    static void sumSlope(Variables v, int n, double[] bySum) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            double inverse = 1 / (1 + c * v.spinSum[k]);
            bySum[k] = 2 * c * inverse * inverse;
        }
    }

    /** Stores u = c p/(1 + Q) − 1 and its derivatives with respect to r_s and p. */
    static void total(Variables v, int n, double[] u, double[] byRs, double[] byP) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            double inverse = 1 / (1 + c * v.spinSum[k]);
            u[k] = c * v.p[k] * inverse - 1;
            byP[k] = c * inverse;
            byRs[k] = inverse * inverse * v.p[k] * screeningSlope(v.rs[k], c);
        }
    }

    /** Stores ∂u/∂q of the same. */
    static void totalSlope(Variables v, int n, double[] bySum) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            double inverse = 1 / (1 + c * v.spinSum[k]);
            bySum[k] = -c * c * v.p[k] * inverse * inverse;
        }
    }

    /** Stores u = ζ c d/(1 + Q) and its derivatives with respect to r_s and ζ. */
    static void difference(Variables v, int n, double[] u, double[] byRs, double[] byZeta) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            double inverse = 1 / (1 + c * v.spinSum[k]);
            double share = c * v.spinDifference[k] * inverse;
            u[k] = v.zeta[k] * share;
            byZeta[k] = share;
            byRs[k] =
                    v.zeta[k]
                            * v.spinDifference[k]
                            * inverse
                            * inverse
                            * screeningSlope(v.rs[k], c);
        }
    }

    /** Stores ∂u/∂q and ∂u/∂d of the same. */
    static void differenceSlopes(Variables v, int n, double[] bySum, double[] byDifference) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            double inverse = 1 / (1 + c * v.spinSum[k]);
            bySum[k] = -v.zeta[k] * v.spinDifference[k] * c * c * inverse * inverse;
            byDifference[k] = v.zeta[k] * c * inverse;
        }
    }

    /** Stores g = 1 + Q and ∂g/∂r_s. */
    static void gate(Variables v, int n, double[] g, double[] byRs) {
        for (int k = 0; k < n; k++) {
            double c = screening(v.rs[k]);
            g[k] = 1 + c * v.spinSum[k];
            byRs[k] = v.spinSum[k] * screeningSlope(v.rs[k], c);
        }
    }
}
