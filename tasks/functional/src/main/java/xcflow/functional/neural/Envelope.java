package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * A known function W with 0 ≤ W ≤ 1 that multiplies the response of a network, F = W R(x), and so
 * fixes limits that no network would have by itself. W is one in the uniform gas.
 */
public enum Envelope {
    /** W = 1. */
    @JsonProperty("none")
    NONE {
        @Override
        void fill(Variables v, int n, double[] w, double[] byZeta, double[] byP, double[] byAlpha) {
            Arrays.fill(w, 0, n, 1);
        }
    },

    /**
     * W = 1 − e^{−a/√s}, a = 4.9479: exchange decays like s^{−1/2}, as that of a density scaled
     * nonuniformly must. This is g_x of Sun, Ruzsinszky and Perdew, Phys. Rev. Lett. 115, 036402
     * (2015), who chose a such that the hydrogen atom has its energy.
     */
    @JsonProperty("exchange-decay")
    EXCHANGE_DECAY {
        @Override
        void fill(Variables v, int n, double[] w, double[] byZeta, double[] byP, double[] byAlpha) {
            for (int k = 0; k < n; k++) {
                double p = v.p[k];
                double u = p > 1e-8 ? DECAY / Math.sqrt(Math.sqrt(p)) : Double.POSITIVE_INFINITY;
                double e = Math.exp(-u);
                w[k] = -Math.expm1(-u);
                byP[k] = e > 0 ? -e * u / (4 * p) : 0;
            }
        }
    },

    /**
     * W of {@link #EXCHANGE_DECAY}, and D = 2α/(1 + α) in the logistic response: F = Λ W where a
     * single orbital has the density (Perdew, Ruzsinszky, Sun and Burke, J. Chem. Phys. 140, 18A533
     * (2014)). A bound that is reached at the edge α = 0 cannot be approached by a bounded network.
     */
    @JsonProperty("single-orbital-exchange")
    SINGLE_ORBITAL_EXCHANGE {
        @Override
        void fill(Variables v, int n, double[] w, double[] byZeta, double[] byP, double[] byAlpha) {
            EXCHANGE_DECAY.fill(v, n, w, byZeta, byP, byAlpha);
        }
    },

    /**
     * W = 1 − ζ¹² c(α) with c = [(1 − α)/(1 + α)]²/(1 + α²): nothing correlates where there is one
     * electron, which is where α = 0 and |ζ| = 1.
     */
    @JsonProperty("one-electron")
    ONE_ELECTRON {
        @Override
        void fill(Variables v, int n, double[] w, double[] byZeta, double[] byP, double[] byAlpha) {
            for (int k = 0; k < n; k++) {
                double a = v.alpha[k];
                double z2 = v.zeta[k] * v.zeta[k];
                double z4 = z2 * z2;
                double z12 = z4 * z4 * z4;
                double inverse = 1 / (1 + a);
                double ratio = (1 - a) * inverse;
                double tail = 1 / (1 + a * a);
                double c = ratio * ratio * tail;
                // ln c = 2 ln(1−α) − 2 ln(1+α) − ln(1+α²), times c without dividing by 1 − α.
                double slope = -4 * ratio * inverse * inverse * tail - 2 * a * tail * c;
                w[k] = 1 - z12 * c;
                byZeta[k] = -12 * z4 * z4 * z2 * v.zeta[k] * c;
                byAlpha[k] = -z12 * slope;
            }
        }
    };

    /** a of {@link #EXCHANGE_DECAY}. */
    public static final double DECAY = 4.9479;

    boolean isNone() {
        return this == NONE;
    }

    /** Whether it depends on ζ, and so fits correlation alone. */
    boolean dependsOnPolarisation() {
        return this == ONE_ELECTRON;
    }

    /** Whether it depends on α. */
    boolean dependsOnKineticEnergy() {
        return this == ONE_ELECTRON || this == SINGLE_ORBITAL_EXCHANGE;
    }

    /**
     * Stores W and its derivatives for {@code n} points; those that vanish identically are not
     * stored.
     */
    abstract void fill(
            Variables variables,
            int n,
            double[] w,
            double[] byZeta,
            double[] byP,
            double[] byAlpha);
}
