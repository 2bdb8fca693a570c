package xcflow.gaussian.xc;

/** The exponential function of many negative arguments, as loops that the compiler vectorises. */
final class Exponential {
    /** Arguments below −LIMIT give e^−LIMIT, about 1e-24. */
    private static final double LIMIT = 55;

    private static final double FRACTION = 1 / 128.0;

    private Exponential() {}

    /**
     * out[p] := exp(−exponent · squares[p]) for non-negative squares. The argument is divided by
     * 2⁷, the Taylor series summed, and the result squared seven times; relative error 2e-14.
     */
    static void gaussian(double exponent, double[] squares, double[] out, int count) {
        double scale = -exponent * FRACTION;
        double least = -LIMIT * FRACTION;
        for (int p = 0; p < count; p++) {
            out[p] = Math.max(scale * squares[p], least);
        }
        for (int p = 0; p < count; p++) {
            double t = out[p];
            double s = 1 + t * (1.0 / 13);
            s = 1 + t * s * (1.0 / 12);
            s = 1 + t * s * (1.0 / 11);
            s = 1 + t * s * (1.0 / 10);
            s = 1 + t * s * (1.0 / 9);
            s = 1 + t * s * (1.0 / 8);
            s = 1 + t * s * (1.0 / 7);
            s = 1 + t * s * (1.0 / 6);
            s = 1 + t * s * (1.0 / 5);
            s = 1 + t * s * (1.0 / 4);
            s = 1 + t * s * (1.0 / 3);
            s = 1 + t * s * (1.0 / 2);
            s = 1 + t * s;
            s *= s;
            s *= s;
            s *= s;
            s *= s;
            s *= s;
            s *= s;
            out[p] = s * s;
        }
    }
}
