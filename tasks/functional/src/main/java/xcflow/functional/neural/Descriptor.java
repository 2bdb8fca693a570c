package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * An input of a network: a transform of r_s, ζ, s, α and the gradients of both spins that stays
 * within [−1, 1] whatever the density. Bounded inputs, smooth in the logarithm of what they
 * describe, decide how a network behaves far outside the sampled densities, and thus whether an SCF
 * converges.
 *
 * <p>With p = s², τ = p (1 + 1/r_s) and the bounded logarithm B(x) = (√(1+x) − 1)/(√(1+x) + 1) =
 * tanh(ln(1+x)/4). At high density τ goes like the gradient t² of PBE's correlation, at low density
 * like p, which is where correlation energies respond to gradients.
 */
public enum Descriptor {
    /** 2 p/(1 + p) − 1: resolves gradients around s = 1. */
    @JsonProperty("gradient")
    GRADIENT(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double inverse = 1 / (1 + v.p[k]);
                u[k] = 2 * v.p[k] * inverse - 1;
                byP[k] = 2 * inverse * inverse;
            }
        }
    },

    /** 2 B(p) − 1: tells large gradients apart. */
    @JsonProperty("log-gradient")
    LOG_GRADIENT(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double root = Math.sqrt(1 + v.p[k]);
                double inverse = 1 / (1 + root);
                // √(1+p) − 1 = p/(√(1+p) + 1), without cancellation.
                u[k] = 2 * v.p[k] * inverse * inverse - 1;
                byP[k] = 2 * inverse * inverse / root;
            }
        }
    },

    /**
     * 2 (q − 1)/(q + 1) − 1 with q = (1 + p)^{1/8}, so that (q − 1)/(q + 1) = tanh(ln(1+p)/16): for
     * factors that go on growing in the tails of densities.
     */
    @JsonProperty("far-gradient")
    FAR_GRADIENT(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double root = Math.sqrt(1 + v.p[k]);
                double fourth = Math.sqrt(root);
                double q = Math.sqrt(fourth);
                double inverse = 1 / (1 + q);
                // q − 1 = p/((1 + q)(1 + q²)(1 + q⁴)), without cancellation.
                u[k] = 2 * v.p[k] * inverse * inverse / ((1 + fourth) * (1 + root)) - 1;
                byP[k] = 0.5 * inverse * inverse * q / (1 + v.p[k]);
            }
        }
    },

    /** 2 τ/(1 + τ) − 1: as {@link #GRADIENT} for the gradient that correlation responds to. */
    @JsonProperty("screened-gradient")
    SCREENED_GRADIENT(true, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double inverseRs = 1 / v.rs[k];
                double tau = v.p[k] * (1 + inverseRs);
                double inverse = 1 / (1 + tau);
                u[k] = 2 * tau * inverse - 1;
                double slope = 2 * inverse * inverse;
                byP[k] = slope * (1 + inverseRs);
                byRs[k] = -slope * v.p[k] * inverseRs * inverseRs;
            }
        }
    },

    /** 2 B(τ) − 1. */
    @JsonProperty("log-screened-gradient")
    LOG_SCREENED_GRADIENT(true, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double inverseRs = 1 / v.rs[k];
                double tau = v.p[k] * (1 + inverseRs);
                double root = Math.sqrt(1 + tau);
                double inverse = 1 / (1 + root);
                u[k] = 2 * tau * inverse * inverse - 1;
                double slope = 2 * inverse * inverse / root;
                byP[k] = slope * (1 + inverseRs);
                byRs[k] = -slope * v.p[k] * inverseRs * inverseRs;
            }
        }
    },

    /** (√r_s − 1)/(√r_s + 1) = tanh(ln(r_s)/4). */
    @JsonProperty("density")
    DENSITY(true, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double root = v.rootRs[k];
                double inverse = 1 / (root + 1);
                u[k] = (root - 1) * inverse;
                byRs[k] = inverse * inverse / root;
            }
        }
    },

    /** 2 ζ² − 1. */
    @JsonProperty("polarisation")
    POLARISATION(false, true) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                u[k] = 2 * v.zeta[k] * v.zeta[k] - 1;
                byZeta[k] = 4 * v.zeta[k];
            }
        }
    },

    /**
     * 2 (1 − φ)/(1 − 2^{−1/3}) − 1 with the spin-scaling factor φ = [(1 + ζ)^{2/3} + (1 −
     * ζ)^{2/3}]/2, through which gradient corrections depend on the polarisation.
     */
    @JsonProperty("spin-scaling")
    SPIN_SCALING(false, true) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                u[k] = 2 * v.spin[k] - 1;
                byZeta[k] = 2 * v.spinSlope[k];
            }
        }
    },

    /**
     * (1 − e^{−s²}) ln(1 + s): the x₂ of Dick and Fernandez-Serra, Phys. Rev. B 104, L161109
     * (2021). It is not bounded, and neither are the two that go with it.
     */
    @JsonProperty("logarithmic-gradient")
    LOGARITHMIC_GRADIENT(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            LogarithmicInputs.gradient(v.p, u, byP, n);
        }
    },

    /** ln(ρ^{1/3} + 1e-5), x₀ of the same. */
    @JsonProperty("logarithmic-density")
    LOGARITHMIC_DENSITY(true, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            LogarithmicInputs.density(v.rs, u, byRs, n);
        }
    },

    /** ln(φ + 1e-5) with φ = [(1 + ζ)^{4/3} + (1 − ζ)^{4/3}]/2, x₁ of the same. */
    @JsonProperty("logarithmic-spin")
    LOGARITHMIC_SPIN(false, true) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            LogarithmicInputs.spin(v, u, byZeta, n);
        }
    },

    /** (α − 1)/(α + 1): tells single orbitals, the uniform gas and overlapping shells apart. */
    @JsonProperty("iso-orbital")
    ISO_ORBITAL(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                u[k] = (v.alpha[k] - 1) / (v.alpha[k] + 1);
            }
        }

        @Override
        void fillByAlpha(Variables v, int n, double[] byAlpha) {
            for (int k = 0; k < n; k++) {
                double inverse = 1 / (v.alpha[k] + 1);
                byAlpha[k] = 2 * inverse * inverse;
            }
        }
    },

    /** (α² − 1)/(α² + 1): resolves α around one. */
    @JsonProperty("squared-iso-orbital")
    SQUARED_ISO_ORBITAL(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double square = v.alpha[k] * v.alpha[k];
                u[k] = (square - 1) / (square + 1);
            }
        }

        @Override
        void fillByAlpha(Variables v, int n, double[] byAlpha) {
            for (int k = 0; k < n; k++) {
                double inverse = 1 / (v.alpha[k] * v.alpha[k] + 1);
                byAlpha[k] = 4 * v.alpha[k] * inverse * inverse;
            }
        }
    },

    /**
     * 2 z − 1 with z = τ_W/τ of an unpolarised density, 5p/(5p + 3α): the indicator of TPSS, in
     * which α = 0 is told from s = 0.
     */
    @JsonProperty("single-orbital-share")
    SINGLE_ORBITAL_SHARE(false, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            for (int k = 0; k < n; k++) {
                double sum = 5 * v.p[k] + 3 * v.alpha[k];
                u[k] = sum > 0 ? 10 * v.p[k] / sum - 1 : 0;
                byP[k] = sum > 0 ? 30 * v.alpha[k] / (sum * sum) : 0;
            }
        }

        @Override
        void fillByAlpha(Variables v, int n, double[] byAlpha) {
            for (int k = 0; k < n; k++) {
                double sum = 5 * v.p[k] + 3 * v.alpha[k];
                byAlpha[k] = sum > 0 ? -30 * v.p[k] / (sum * sum) : 0;
            }
        }
    },

    /** 2 Q/(1 + Q) − 1: the gradients of both spins, see {@link SpinGradients}. */
    @JsonProperty("spin-gradient-sum")
    SPIN_GRADIENT_SUM(true, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            SpinGradients.sum(v, n, u, byRs);
        }

        @Override
        void fillBySpins(Variables v, int n, double[] bySum, double[] byDifference) {
            SpinGradients.sumSlope(v, n, bySum);
        }
    },

    /** c p/(1 + Q) − 1: whether the gradients of both spins point the same way. */
    @JsonProperty("spin-gradient-total")
    SPIN_GRADIENT_TOTAL(true, false) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            SpinGradients.total(v, n, u, byRs, byP);
        }

        @Override
        void fillBySpins(Variables v, int n, double[] bySum, double[] byDifference) {
            SpinGradients.totalSlope(v, n, bySum);
        }
    },

    /** ζ c d/(1 + Q): whether the spin of the majority has the greater gradient. */
    @JsonProperty("spin-gradient-difference")
    SPIN_GRADIENT_DIFFERENCE(true, true) {
        @Override
        void fill(Variables v, int n, double[] u, double[] byRs, double[] byZeta, double[] byP) {
            SpinGradients.difference(v, n, u, byRs, byZeta);
        }

        @Override
        void fillBySpins(Variables v, int n, double[] bySum, double[] byDifference) {
            SpinGradients.differenceSlopes(v, n, bySum, byDifference);
        }
    };

    private final boolean density;
    private final boolean polarisation;

    Descriptor(boolean density, boolean polarisation) {
        this.density = density;
        this.polarisation = polarisation;
    }

    /** Name as it is written in files, such as {@code log-gradient}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it depends on r_s. */
    public boolean dependsOnDensity() {
        return density;
    }

    /** Whether it depends on ζ. */
    public boolean dependsOnPolarisation() {
        return polarisation;
    }

    /** Whether it depends on s. */
    public boolean dependsOnGradient() {
        return dependsOnSpinGradients()
                || this != DENSITY
                        && !polarisation
                        && this != ISO_ORBITAL
                        && this != SQUARED_ISO_ORBITAL;
    }

    /** Whether it depends on the gradients of the two spins separately. */
    public boolean dependsOnSpinGradients() {
        return this == SPIN_GRADIENT_SUM
                || this == SPIN_GRADIENT_TOTAL
                || this == SPIN_GRADIENT_DIFFERENCE;
    }

    /** Whether it depends on α. */
    public boolean dependsOnKineticEnergy() {
        return this == ISO_ORBITAL || this == SQUARED_ISO_ORBITAL || this == SINGLE_ORBITAL_SHARE;
    }

    /**
     * Stores the descriptor and its derivatives with respect to r_s, ζ and p for {@code n} points.
     * Derivatives that vanish identically are not stored: the arrays hold zeros from the start.
     */
    abstract void fill(
            Variables variables, int n, double[] u, double[] byRs, double[] byZeta, double[] byP);

    /** Stores the derivative with respect to α, of those that depend on it. */
    void fillByAlpha(Variables variables, int n, double[] byAlpha) {}

    /**
     * Stores the derivatives with respect to the sum q and the difference d of the spins'
     * gradients, of those that depend on them; those that vanish identically are not stored.
     */
    void fillBySpins(Variables variables, int n, double[] bySum, double[] byDifference) {}
}
