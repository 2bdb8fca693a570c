package xcflow.gaussian.integral;

/**
 * Modified spherical Bessel functions of the first kind, scaled to stay finite: exp(−x) i_λ(x), λ =
 * 0 … , x ≥ 0. The ratios i_(λ+1)/i_λ = x/(2λ + 3 + x i_(λ+2)/i_(λ+1)) follow downwards from 0 far
 * up, where the start is forgotten; i_0(x) is sinh(x)/x. NIST Digital Library of Mathematical
 * Functions, 10.51.5 and 3.10.
 */
final class ScaledBessel {
    private ScaledBessel() {}

    /** Fills the first entries of {@code values}, λ = 0 … highest. */
    static void fill(int highest, double x, double[] values) {
        // From λ to λ + 1 an error shrinks by the square of the ratio, about exp(−2λ/x).
        int start = highest + 6 + (int) Math.ceil(Math.sqrt(42 * x));
        double ratio = 0;
        if (x > 200) {
            upwards(highest, x, values);
            return;
        }
        for (int l = start; l > highest; l--) {
            ratio = x / (2 * l + 1 + x * ratio);
        }
        for (int l = highest; l > 0; l--) {
            ratio = x / (2 * l + 1 + x * ratio);
            values[l] = ratio;
        }
        values[0] = x < 1e-8 ? 1 - x : -Math.expm1(-2 * x) / (2 * x);
        for (int l = 1; l <= highest; l++) {
            values[l] *= values[l - 1];
        }
    }

    /** For x far above λ²/2 the recursion i_(λ+1) = i_(λ−1) − (2λ+1)/x i_λ loses nothing. */
    private static void upwards(int highest, double x, double[] values) {
        values[0] = 1 / (2 * x);
        if (highest > 0) {
            values[1] = values[0] * (1 - 1 / x);
        }
        for (int l = 1; l < highest; l++) {
            values[l + 1] = values[l - 1] - (2 * l + 1) / x * values[l];
        }
    }
}
