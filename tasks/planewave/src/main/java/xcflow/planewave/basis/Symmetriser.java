package xcflow.planewave.basis;

import xcflow.structure.symmetry.Operation;
import xcflow.structure.symmetry.SpaceGroup;

/**
 * Averages a real field over a space group, in reciprocal space: an operation x → Wx + t takes the
 * coefficient at Wᵀ G times e^{−iG·t} to G, whatever grid of points there is. Immutable.
 */
public final class Symmetriser {
    private final int size;
    private final int order;

    /**
     * For each star its representative's images under all operations: [stars × order] indices and
     * the phase factors that belong to them.
     */
    private final int[] images;

    private final double[] cos;
    private final double[] sin;

    /** Prepares the averaging of fields in a basis. */
    public Symmetriser(DensityBasis basis, SpaceGroup group) {
        size = basis.size();
        order = group.order();
        boolean[] done = new boolean[size];
        int[] found = new int[Math.max(16, order == 1 ? 0 : 2 * size)];
        double[] c = new double[found.length];
        double[] s = new double[found.length];
        int count = 0;
        for (int g = 0; g < size && order > 1; g++) {
            if (done[g]) {
                continue;
            }
            if (count + order > found.length) {
                found = java.util.Arrays.copyOf(found, 2 * found.length + order);
                c = java.util.Arrays.copyOf(c, found.length);
                s = java.util.Arrays.copyOf(s, found.length);
            }
            int h = basis.miller(g, 0);
            int k = basis.miller(g, 1);
            int l = basis.miller(g, 2);
            for (Operation operation : group.operations()) {
                Operation.Rotation w = operation.rotation();
                int image =
                        basis.indexOf(
                                w.xx() * h + w.yx() * k + w.zx() * l,
                                w.xy() * h + w.yy() * k + w.zy() * l,
                                w.xz() * h + w.yz() * k + w.zz() * l);
                if (image < 0) {
                    throw new IllegalStateException("the density's sphere lacks a symmetric wave");
                }
                double phase =
                        -2
                                * Math.PI
                                * (h * operation.tx() + k * operation.ty() + l * operation.tz());
                done[image] = true;
                found[count] = image;
                c[count] = Math.cos(phase);
                s[count++] = Math.sin(phase);
            }
        }
        images = java.util.Arrays.copyOf(found, count);
        cos = java.util.Arrays.copyOf(c, count);
        sin = java.util.Arrays.copyOf(s, count);
    }

    /**
     * Replaces a field by its average over the group.
     *
     * @param field coefficients, first all real, then all imaginary parts
     */
    public void apply(double[] field) {
        for (int star = 0; star < images.length; star += order) {
            double re = 0;
            double im = 0;
            for (int i = star; i < star + order; i++) {
                double a = field[images[i]];
                double b = field[size + images[i]];
                re += cos[i] * a - sin[i] * b;
                im += cos[i] * b + sin[i] * a;
            }
            re /= order;
            im /= order;
            for (int i = star; i < star + order; i++) {
                field[images[i]] = cos[i] * re + sin[i] * im;
                field[size + images[i]] = cos[i] * im - sin[i] * re;
            }
        }
    }
}
