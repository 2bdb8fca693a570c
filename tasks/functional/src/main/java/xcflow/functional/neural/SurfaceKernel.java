package xcflow.functional.neural;

/**
 * Evaluates a {@link FactorSurface} for blocks of unpolarised points, and the network where there
 * is no polynomial. One kernel serves one thread.
 */
final class SurfaceKernel {
    private static final int BLOCK = FactorKernel.BLOCK;

    private final FactorSurface surface;
    private final SurfacePolynomial maker;
    private final FactorKernel network;
    private final Variables rest = new Variables(BLOCK, false);
    private final SurfaceCoordinates coordinates = new SurfaceCoordinates();
    private final int[] origin = new int[BLOCK];
    private final double[] result = new double[3];

    SurfaceKernel(FactorSurface surface, Factor factor) {
        this.surface = surface;
        maker = new SurfacePolynomial(factor);
        network = new FactorKernel(factor);
    }

    /** Stores F, ∂F/∂r_s and ∂F/∂p of the first {@code n} points in the fields of a kernel. */
    void evaluate(Variables v, int n, FactorKernel to) {
        coordinates.fill(v.rs, v.p, n);
        int left = 0;
        for (int k = 0; k < n; k++) {
            // Without a gradient the network's value is exact, and so is the uniform gas.
            if (v.p[k] > 0 && surface.evaluate(coordinates.x[k], coordinates.y[k], result, maker)) {
                to.f[k] = result[0];
                to.byRs[k] = result[1] * coordinates.xByRs[k] + result[2] * coordinates.yByRs[k];
                to.byP[k] = result[2] * coordinates.yByP[k];
            } else {
                rest.set(left, v.rs[k], 0, v.p[k]);
                origin[left++] = k;
            }
        }
        if (left == 0) {
            return;
        }
        network.evaluate(rest, left);
        for (int i = 0; i < left; i++) {
            int k = origin[i];
            to.f[k] = network.f[i];
            to.byRs[k] = network.byRs[i];
            to.byP[k] = network.byP[i];
        }
    }
}
