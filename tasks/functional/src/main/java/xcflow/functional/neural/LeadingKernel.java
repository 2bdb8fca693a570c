package xcflow.functional.neural;

import java.util.Arrays;

/**
 * Evaluates the {@link Leading} term of a factor, as a summand of the response's argument x, and
 * its derivatives for blocks of points. One kernel serves one thread.
 *
 * <p>With the gate h = u/(1 + u), where u is p for exchange and τ = p (1 + 1/r_s) for correlation,
 * the summand is c h. The slope R' of the response at F = 1 is divided out: c = μ/R' for exchange,
 * and for correlation
 *
 * <pre>c = −β φ (π/4)(9π/4)^{1/3} / (R' (1 + r_s) |ε_c|),</pre>
 *
 * which is bounded at all densities. A damping (1 + p)² acts like −2p + O(p²), which a further
 * summand 2p/(1 + p) takes back.
 */
final class LeadingKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    /** r_s φ² t²/s² = (π/4)(9π/4)^{1/3}. */
    static final double T_SQUARED = Math.PI / 4 * Math.cbrt(9 * Math.PI / 4);

    private final Leading leading;
    private final boolean damped;

    /** The coefficient over the slope of the response. */
    private final double scale;

    private final double[] h = new double[BLOCK];
    private final double[] hByRs = new double[BLOCK];
    private final double[] hByP = new double[BLOCK];
    private final double[] c = new double[BLOCK];
    private final double[] cByRs = new double[BLOCK];
    private final double[] cByZeta = new double[BLOCK];
    private final double[] undamped = new double[BLOCK];
    private final double[] undampedByP = new double[BLOCK];

    LeadingKernel(FactorSpec spec) {
        leading = spec.leading();
        damped = spec.damped();
        scale = leading.coefficient() / spec.response().slopeAtOne(spec.limit());
        Arrays.fill(c, scale);
    }

    /** Prepares the first {@code n} points, whose spins are scaled. */
    void fill(Variables v, int n) {
        leading.second().fill(v, n, h, hByRs, hByP);
        if (leading.term() == Leading.Term.CORRELATION) {
            correlation(v, n);
        }
        if (damped) {
            // This gate does not depend on r_s and stores nothing in hByRs.
            Gate.GRADIENT.fill(v, n, undamped, hByRs, undampedByP);
        }
    }

    private void correlation(Variables v, int n) {
        v.correlateGas(n);
        for (int k = 0; k < n; k++) {
            double phi = v.polarised ? v.phi(k) : 1;
            double phiSlope = v.polarised ? v.phiSlope(k) : 0;
            double inverseGas = 1 / v.gas[k];
            double inverseRs = 1 / (1 + v.rs[k]);
            // ε_c is negative, and so is c.
            double unit = scale * T_SQUARED * inverseRs * inverseGas;
            c[k] = unit * phi;
            cByRs[k] = -c[k] * (inverseRs + v.gasByRs[k] * inverseGas);
            cByZeta[k] = unit * (phiSlope - phi * v.gasByZeta[k] * inverseGas);
        }
    }

    /** Multiplies the network's gate and its derivatives by those of h. */
    void narrow(double[] gate, double[] byRs, double[] byP, int n) {
        for (int k = 0; k < n; k++) {
            byRs[k] = byRs[k] * h[k] + gate[k] * hByRs[k];
            byP[k] = byP[k] * h[k] + gate[k] * hByP[k];
            gate[k] *= h[k];
        }
    }

    /** Adds the term to x. */
    void addValue(double[] x, int n) {
        for (int k = 0; k < n; k++) {
            x[k] += c[k] * h[k] + 2 * undamped[k];
        }
    }

    /** Adds the term's derivatives to those of x. */
    void addDerivatives(double[] xByRs, double[] xByZeta, double[] xByP, int n) {
        for (int k = 0; k < n; k++) {
            xByRs[k] += cByRs[k] * h[k] + c[k] * hByRs[k];
            xByZeta[k] += cByZeta[k] * h[k];
            xByP[k] += c[k] * hByP[k] + 2 * undampedByP[k];
        }
    }
}
