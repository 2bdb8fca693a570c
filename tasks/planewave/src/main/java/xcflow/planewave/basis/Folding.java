package xcflow.planewave.basis;

/**
 * From coefficients of waves e^{±igx} to those of cos gx and sin gx and back, in all three
 * directions of a box [x × y × z] of complex numbers whose places {@link Axis#slot} gives.
 */
final class Folding {
    private Folding() {}

    /** What acts on a stretch of pairs: places a … hold +g or cosines, b … −g or sines. */
    private interface Step {
        void apply(double[] re, double[] im, int a, int b, int count);
    }

    /** c₊ e^{igx} + c₋ e^{−igx} = (c₊ + c₋) cos gx + i (c₊ − c₋) sin gx. */
    static void fold(double[] re, double[] im, Axis[] axes) {
        everywhere(re, im, axes, Folding::toCosines);
    }

    /** From scalar products with cosines and sines to those with waves. */
    static void unfold(double[] re, double[] im, Axis[] axes) {
        everywhere(re, im, axes, Folding::toWaves);
    }

    private static void everywhere(double[] re, double[] im, Axis[] axes, Step step) {
        int nx = axes[0].count();
        int ny = axes[1].count();
        int nz = axes[2].count();
        int plane = ny * nz;
        // The places of all cosines lie together, and so do those of all sines.
        Axis x = axes[0];
        step.apply(re, im, cosines(x) * plane, x.even() * plane, x.pairs() * plane);
        Axis y = axes[1];
        for (int at = 0; at < nx * plane; at += plane) {
            step.apply(re, im, at + cosines(y) * nz, at + y.even() * nz, y.pairs() * nz);
        }
        Axis z = axes[2];
        for (int at = 0; at < nx * plane; at += nz) {
            step.apply(re, im, at + cosines(z), at + z.even(), z.pairs());
        }
    }

    private static int cosines(Axis axis) {
        return axis.even() - axis.pairs();
    }

    private static void toCosines(double[] re, double[] im, int a, int b, int count) {
        for (int k = 0; k < count; k++) {
            double ar = re[a + k];
            double ai = im[a + k];
            double br = re[b + k];
            double bi = im[b + k];
            re[a + k] = ar + br;
            im[a + k] = ai + bi;
            re[b + k] = bi - ai;
            im[b + k] = ar - br;
        }
    }

    private static void toWaves(double[] re, double[] im, int a, int b, int count) {
        for (int k = 0; k < count; k++) {
            double ar = re[a + k];
            double ai = im[a + k];
            double br = re[b + k];
            double bi = im[b + k];
            re[a + k] = ar + bi;
            im[a + k] = ai - br;
            re[b + k] = ar - bi;
            im[b + k] = ai + br;
        }
    }
}
