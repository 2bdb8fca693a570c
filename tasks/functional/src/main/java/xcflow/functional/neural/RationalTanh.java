package xcflow.functional.neural;

/**
 * The hyperbolic tangent by a rational function and repeated doubling of the argument, in loops
 * that the compiler turns into vector instructions; within 1e-15 of the exact value.
 *
 * <p>With y = x/8 the continued fraction tanh y = y/(1 + y²/(3 + y²/(5 + …))), cut after eight
 * terms, is exact to rounding for |y| ≤ 0.7. Then tanh 2y = 2pq/(p² + q²) for tanh y = p/q, three
 * times, and only one division at the end. For larger |y| the doublings, which damp errors in t =
 * p/q by 2 (1 − t²)/(1 + t²)² each, remove those of the fraction.
 */
final class RationalTanh {
    /** tanh of anything larger rounds to one. */
    private static final double SATURATION = 19.0625;

    private static final double SCALE = 1.0 / 8;
    private static final double P1 = 270270.0 / 2027025;
    private static final double P2 = 6930.0 / 2027025;
    private static final double P3 = 36.0 / 2027025;
    private static final double Q1 = 945945.0 / 2027025;
    private static final double Q2 = 51975.0 / 2027025;
    private static final double Q3 = 630.0 / 2027025;
    private static final double Q4 = 1.0 / 2027025;

    private RationalTanh() {}

    /**
     * Stores tanh(scale · x) of the first {@code n} numbers in {@code out}, which may be {@code x}.
     */
    static void apply(double[] x, double scale, double[] out, int n) {
        for (int k = 0; k < n; k++) {
            double z = Math.max(-SATURATION, Math.min(SATURATION, scale * x[k]));
            double y = z * SCALE;
            double y2 = y * y;
            double p = y * Math.fma(Math.fma(Math.fma(P3, y2, P2), y2, P1), y2, 1);
            double q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, y2, Q3), y2, Q2), y2, Q1), y2, 1);
            double p1 = (p + p) * q;
            double q1 = Math.fma(p, p, q * q);
            double p2 = (p1 + p1) * q1;
            double q2 = Math.fma(p1, p1, q1 * q1);
            double p3 = (p2 + p2) * q2;
            double q3 = Math.fma(p2, p2, q2 * q2);
            out[k] = p3 / q3;
        }
    }
}
