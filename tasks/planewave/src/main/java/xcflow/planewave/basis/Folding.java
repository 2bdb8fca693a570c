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
        int pairs = axes[0].pairs();
        // The places of all cosines lie together, and so do those of all sines.
        step.apply(re, im, 0, pairs * plane, pairs * plane);
        pairs = axes[1].pairs();
        for (int x = 0; x < nx; x++) {
            step.apply(re, im, x * plane, x * plane + pairs * nz, pairs * nz);
        }
        pairs = axes[2].pairs();
        for (int row = 0; row < nx * ny; row++) {
            step.apply(re, im, row * nz, row * nz + pairs, pairs);
        }
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
