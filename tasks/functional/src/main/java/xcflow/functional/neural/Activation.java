package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Activation of the hidden neurons. All are smooth, as the derivatives of the energy must be. */
public enum Activation {
    /** tanh z. */
    @JsonProperty("tanh")
    TANH {
        @Override
        void apply(double[] z, double[] value, double[] slope, int n) {
            RationalTanh.apply(z, 1, value, n);
            for (int k = 0; k < n; k++) {
                slope[k] = 1 - value[k] * value[k];
            }
        }

        @Override
        void curvature(double[] z, double[] value, double[] slope, double[] curvature, int n) {
            for (int k = 0; k < n; k++) {
                curvature[k] = -2 * value[k] * slope[k];
            }
        }
    },

    /** z / (1 + e^{−z}), also called swish. */
    @JsonProperty("silu")
    SILU {
        @Override
        void apply(double[] z, double[] value, double[] slope, int n) {
            RationalTanh.apply(z, 0.5, slope, n);
            for (int k = 0; k < n; k++) {
                double sigmoid = 0.5 + 0.5 * slope[k];
                value[k] = z[k] * sigmoid;
                slope[k] = sigmoid * (1 + z[k] * (1 - sigmoid));
            }
        }

        @Override
        void curvature(double[] z, double[] value, double[] slope, double[] curvature, int n) {
            RationalTanh.apply(z, 0.5, curvature, n);
            for (int k = 0; k < n; k++) {
                double tanh = curvature[k];
                double sigmoidSlope = 0.25 * (1 - tanh * tanh);
                curvature[k] = sigmoidSlope * (2 - z[k] * tanh);
            }
        }
    },

    /** z (1 + erf(z/√2))/2, the exact form of Hendrycks and Gimpel, arXiv:1606.08415. */
    @JsonProperty("gelu")
    GELU {
        @Override
        void apply(double[] z, double[] value, double[] slope, int n) {
            for (int k = 0; k < n; k++) {
                double gaussian = Math.exp(-0.5 * z[k] * z[k]);
                double share = ErrorFunction.cumulative(z[k] * ROOT_HALF, gaussian);
                value[k] = z[k] * share;
                slope[k] = share + z[k] * gaussian * INVERSE_ROOT_TWO_PI;
            }
        }

        @Override
        void curvature(double[] z, double[] value, double[] slope, double[] curvature, int n) {
            for (int k = 0; k < n; k++) {
                double square = z[k] * z[k];
                curvature[k] = (2 - square) * Math.exp(-0.5 * square) * INVERSE_ROOT_TWO_PI;
            }
        }
    };

    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

    /** Stores f(z) and f'(z) of the first {@code n} numbers. The three arrays are distinct. */
    abstract void apply(double[] z, double[] value, double[] slope, int n);

    /** Stores f''(z), given what {@link #apply} stored for the same {@code z}. */
    abstract void curvature(double[] z, double[] value, double[] slope, double[] curvature, int n);

    /** As {@link #apply}, and stores f''(z) as well. */
    public void withCurvature(
            double[] z, double[] value, double[] slope, double[] curvature, int n) {
        apply(z, value, slope, n);
        curvature(z, value, slope, curvature, n);
    }
}
