package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The function g that multiplies a network's output; where g(s = 0) = 0 it fixes the limit of the
 * uniform electron gas.
 */
public enum Gate {
    /** g = 1: the limit is left to the network. */
    @JsonProperty("none")
    NONE(false) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            java.util.Arrays.fill(g, 0, n, 1);
        }
    },

    /** g = p/(1 + p). */
    @JsonProperty("gradient")
    GRADIENT(false) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            for (int k = 0; k < n; k++) {
                double inverse = 1 / (1 + v.p[k]);
                g[k] = v.p[k] * inverse;
                byP[k] = inverse * inverse;
            }
        }
    },

    /** g = τ/(1 + τ) with τ = p (1 + 1/r_s); see {@link Descriptor}. */
    @JsonProperty("screened-gradient")
    SCREENED_GRADIENT(true) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            for (int k = 0; k < n; k++) {
                double inverseRs = 1 / v.rs[k];
                double tau = v.p[k] * (1 + inverseRs);
                double inverse = 1 / (1 + tau);
                g[k] = tau * inverse;
                byP[k] = inverse * inverse * (1 + inverseRs);
                byRs[k] = -inverse * inverse * v.p[k] * inverseRs * inverseRs;
            }
        }
    },

    /** g = √(1 + p) − 1, which goes on growing like s: for exchange without an upper bound. */
    @JsonProperty("growing")
    GROWING(false) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            for (int k = 0; k < n; k++) {
                double root = Math.sqrt(1 + v.p[k]);
                g[k] = v.p[k] / (1 + root);
                byP[k] = 0.5 / root;
            }
        }
    },

    /** g = tanh² s. */
    @JsonProperty("tanh-squared")
    TANH_SQUARED(false) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            for (int k = 0; k < n; k++) {
                double s = Math.sqrt(v.p[k]);
                double tanh = Math.tanh(s);
                g[k] = tanh * tanh;
                // d tanh²s/dp = tanh(s)/s · (1 − tanh² s), which is 1 at s = 0.
                byP[k] = (s > 1e-8 ? tanh / s : 1) * (1 - tanh * tanh);
            }
        }
    },

    /** g = (1 − e^{−s²}) ln(1 + s), see {@link Descriptor#LOGARITHMIC_GRADIENT}. */
    @JsonProperty("logarithmic-gradient")
    LOGARITHMIC_GRADIENT(false) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            LogarithmicInputs.gradient(v.p, g, byP, n);
        }
    },

    /**
     * g = 1, and from the network's output is subtracted what it is in the uniform gas of the same
     * density and polarisation, p = 0 and α = 1. That limit is a point, around which a factor may
     * depend on p and on α to the first order: no function that vanishes there could be multiplied.
     */
    @JsonProperty("difference")
    DIFFERENCE(false) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            java.util.Arrays.fill(g, 0, n, 1);
        }
    },

    /**
     * g = 1 + Q, which goes on growing like the squares of the spins' gradients ({@link
     * SpinGradients}): for correlation of the first order in these, without limits of its own.
     */
    @JsonProperty("spin-gradients")
    SPIN_GRADIENTS(true) {
        @Override
        void fill(Variables v, int n, double[] g, double[] byRs, double[] byP) {
            SpinGradients.gate(v, n, g, byRs);
        }

        @Override
        void fillBySpins(Variables v, int n, double[] bySum) {
            for (int k = 0; k < n; k++) {
                bySum[k] = SpinGradients.screening(v.rs[k]);
            }
        }
    };

    private final boolean density;

    Gate(boolean density) {
        this.density = density;
    }

    /** Whether g depends on r_s too. */
    boolean dependsOnDensity() {
        return density;
    }

    /** Stores g and its derivatives for {@code n} points; those that vanish are not stored. */
    abstract void fill(Variables variables, int n, double[] g, double[] byRs, double[] byP);

    /** Stores ∂g/∂q, of gates that depend on the gradients of both spins. */
    void fillBySpins(Variables variables, int n, double[] bySum) {}
}
