package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the factor F follows from x = g · network. The bounds hold whatever the weights are, and all
 * but {@link #DIRECT} give F = 1 exactly for x = 0.
 */
public enum Response {
    /** F = x. */
    @JsonProperty("direct")
    DIRECT {
        @Override
        void apply(double[] x, double[] damping, double limit, double[] f, double[] s, int n) {
            for (int k = 0; k < n; k++) {
                f[k] = x[k];
                s[k] = 1;
            }
        }

        @Override
        double curvature(double f, double slope, double limit) {
            return 0;
        }
    },

    /** F = 1 + x. */
    @JsonProperty("around-one")
    AROUND_ONE {
        @Override
        void apply(double[] x, double[] damping, double limit, double[] f, double[] s, int n) {
            for (int k = 0; k < n; k++) {
                f[k] = 1 + x[k];
                s[k] = 1;
            }
        }

        @Override
        double curvature(double f, double slope, double limit) {
            return 0;
        }
    },

    /** F = Λ/(1 + (Λ − 1) D e^{−x}) with a damping D, which is one unless declared: 0 ≤ F ≤ Λ. */
    @JsonProperty("logistic")
    LOGISTIC {
        @Override
        void apply(double[] x, double[] damping, double limit, double[] f, double[] s, int n) {
            for (int k = 0; k < n; k++) {
                double exponent = Math.exp(Math.max(-700, Math.min(700, -x[k])));
                f[k] = limit / (1 + (limit - 1) * damping[k] * exponent);
                s[k] = f[k] * (1 - f[k] / limit);
            }
        }

        @Override
        double curvature(double f, double slope, double limit) {
            return slope * (1 - 2 * f / limit);
        }
    },

    /** F = 1 + Λ tanh(x/Λ): within Λ of one. */
    @JsonProperty("hyperbolic")
    HYPERBOLIC {
        @Override
        void apply(double[] x, double[] damping, double limit, double[] f, double[] s, int n) {
            RationalTanh.apply(x, 1 / limit, s, n);
            for (int k = 0; k < n; k++) {
                f[k] = 1 + limit * s[k];
                s[k] = 1 - s[k] * s[k];
            }
        }

        @Override
        double curvature(double f, double slope, double limit) {
            return -2 * slope * (f - 1) / (limit * limit);
        }
    };

    /**
     * Stores F and dF/dx of {@code n} points.
     *
     * @param damping D of the logistic response; a change of ln D acts like one of −x
     * @param limit Λ, ignored by those without
     */
    abstract void apply(
            double[] x, double[] damping, double limit, double[] f, double[] slope, int n);

    /** d²F/dx², given what {@link #apply} found. */
    abstract double curvature(double f, double slope, double limit);

    /** dF/dx where F = 1 and nothing is damped. */
    public double slopeAtOne(double limit) {
        return this == LOGISTIC ? 1 - 1 / limit : 1;
    }

    /** Whether Λ has a meaning. */
    boolean isBounded() {
        return this == LOGISTIC || this == HYPERBOLIC;
    }
}
