package xcflow.functional.audit;

import java.util.function.DoubleBinaryOperator;
import xcflow.functional.Functional;

/**
 * The expansion of F(s, α) around the uniform gas into which the kinetic energy density's own is
 * put. With p = s² and the reduced Laplacian q = ∇²ρ/(4 (3π²)^{2/3} ρ^{5/3}), slowly varying
 * densities have τ = τ_unif (1 + 5p/27 + 20q/9) + O(∇⁴), so that
 *
 * <pre>α = 1 − (40/27) p + (20/9) q + O(∇⁴).</pre>
 *
 * <p>J. Tao, J. P. Perdew, V. N. Staroverov and G. E. Scuseria, Phys. Rev. Lett. 91, 146401 (2003),
 * eq. 8; J. W. Furness et al., J. Chem. Phys. 156, 034109 (2022). Under the integral of e_x^unif F
 * a q of first order is p/3, by parts.
 */
final class KineticExpansion {
    private static final double P = -40.0 / 27;
    private static final double Q = 20.0 / 9;

    /**
     * What a term F_α α⁽⁴⁾ adds to the coefficient of q². Of τ's fourth order (M. Brack, B. K.
     * Jennings and Y. H. Chu, Phys. Lett. B 65, 1 (1976)) 24 ∇⁴ρ/ρ − 60 ∇ρ·∇∇²ρ/ρ² − 28 (∇²ρ/ρ)²
     * are of the second order in a weak perturbation; by parts they are 8 (∇²ρ/ρ)².
     */
    private static final double FOURTH_OF_TAU = 8.0 / 81;

    /** Svendsen and von Barth, Phys. Rev. B 54, 17402 (1996). */
    private static final double Q_SQUARED = 146.0 / 2025;

    private static final double P_Q = -73.0 / 405;

    /** What s² is at the nearest point; SCAN's exp[−1/(1 − α)] is still nothing at the farthest. */
    private static final double STEP = 1e-3;

    private static final int TERMS = 6;

    /** A slope at the uniform gas that rounding and differences may leave. */
    private static final double NO_SLOPE = 1e-6;

    private final DoubleBinaryOperator factor;

    private final double step;

    /** At r_s, for exchange or for correlation that is not of high density. */
    KineticExpansion(Functional functional, double rs) {
        this(functional, rs, STEP);
    }

    /**
     * @param step difference of s² between points
     */
    KineticExpansion(Functional functional, double rs, double step) {
        this.step = step;
        factor =
                (p, alpha) ->
                        EnhancementFactors.of(
                                        functional,
                                        1,
                                        i -> new GridPoint(rs, 0, Math.sqrt(p), alpha))
                                .factor()[0];
    }

    /** The coefficient of s² in F. */
    double secondOrder() {
        return along(1, P + Q / 3)[1];
    }

    /** ∂F/∂α in the uniform gas. */
    double byAlpha() {
        return (along(0, 1)[1] - along(0, -1)[1]) / 2;
    }

    /** ∂F/∂p at fixed α in the uniform gas. */
    double byGradient() {
        return along(1, 0)[1];
    }

    /**
     * By how much the coefficients of the fourth order are missed, the greatest of that of q² and
     * of that of p q. Where F depends on α to the first order in the uniform gas, p q has terms of
     * third order in a perturbation, which are not looked at.
     */
    double fourthOrderError() {
        double slope = byAlpha();
        double squared = (along(0, Q)[2] + along(0, -Q)[2]) / 2 + FOURTH_OF_TAU * slope;
        double error = Math.abs(squared - Q_SQUARED);
        if (Math.abs(slope) > NO_SLOPE) {
            return error;
        }
        double mixed = (along(1, P + Q)[2] - along(1, P - Q)[2]) / 2;
        return Math.max(error, Math.abs(mixed - P_Q));
    }

    /** Coefficients of t⁰, t¹ … in F(p = a t, α = 1 + b t), through {@link #TERMS} points. */
    private double[] along(double a, double b) {
        double[] divided = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            divided[i] = factor.applyAsDouble(a * i * step, 1 + b * i * step);
        }
        for (int order = 1; order < TERMS; order++) {
            for (int i = TERMS - 1; i >= order; i--) {
                divided[i] = (divided[i] - divided[i - 1]) / (order * step);
            }
        }
        // From Newton's form to powers of t.
        double[] power = new double[TERMS];
        for (int i = TERMS - 1; i >= 0; i--) {
            for (int k = TERMS - 1; k > 0; k--) {
                power[k] = power[k - 1] - i * step * power[k];
            }
            power[0] = divided[i] - i * step * power[0];
        }
        return power;
    }
}
