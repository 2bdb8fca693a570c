package xcflow.planewave.basis;

import java.util.Arrays;
import java.util.List;
import xcflow.numerics.NativeMatrix;
import xcflow.planewave.basis.FourierBox.Scratch;
import xcflow.planewave.basis.FourierBox.Strip;

/**
 * Fourier transforms between a set of plane waves and the grid of a {@link FourierBox}, as products
 * with the matrices of sines and cosines of the three {@link Axis axes}; why is told in
 * docs/decisions/0008-fourier-transforms-are-matrix-products.md. Each product also moves the
 * direction it has finished to the front, so that the next one finds its own last.
 *
 * <p>Functions on the grid lack the phase factor e^{iG·r} of the middle G of the set, which neither
 * products with a potential nor densities see. The middle of a set that is symmetric about zero is
 * zero. Immutable and thread-safe.
 */
public final class SphereTransform {
    private final FourierBox box;
    private final Axis[] axes;
    private final int parts;
    private final double scale;
    private final MirroredGrid mirrored;
    private final List<Strip> strips;

    /** Where in the box of coefficients each plane wave stands. */
    private final int[] place;

    /**
     * @param miller [count × 3], indices of the plane waves along the reciprocal vectors, all
     *     different and within the box
     * @param real whether the functions are real; then either of G and −G, or both, may be given
     * @param halved whether of each pair G, −G only one is given, with a coefficient √2 times as
     *     large
     */
    SphereTransform(FourierBox box, int[] miller, boolean real, boolean halved) {
        this.box = box;
        this.parts = real ? 1 : 2;
        this.scale = halved ? Math.sqrt(2) : 1;
        axes = new Axis[3];
        for (int i = 0; i < 3; i++) {
            int least = Integer.MAX_VALUE;
            int greatest = Integer.MIN_VALUE;
            for (int at = i; at < miller.length; at += 3) {
                least = Math.min(least, miller[at]);
                greatest = Math.max(greatest, miller[at]);
            }
            if (real) {
                greatest = Math.max(greatest, -least);
                least = -greatest;
            }
            axes[i] = box.axis(i, least, greatest);
        }
        mirrored = box.mirrored(axes[0]);
        strips = box.strips(parts);
        place = new int[miller.length / 3];
        for (int g = 0; g < place.length; g++) {
            int x = axes[0].slot(miller[3 * g]);
            int y = axes[1].slot(miller[3 * g + 1]);
            int z = axes[2].slot(miller[3 * g + 2]);
            place[g] = (x * axes[1].count() + y) * axes[2].count() + z;
        }
    }

    /** The grid. */
    public FourierBox box() {
        return box;
    }

    /**
     * Coefficients of the product with a potential.
     *
     * @param c coefficients, interleaved
     * @param result receives those of the product that belong to the plane waves
     */
    public void multiply(double[] c, GridPotential potential, double[] result) {
        Scratch s = box.borrow();
        NativeMatrix waves = forward(s, c);
        int rows = MirroredGrid.rows(box.size(0));
        for (Strip strip : strips) {
            NativeMatrix tile = tileOf(strip, s, waves);
            potential.multiply(tile, parts, rows, strip);
            mirrored.backward(tile, parts * strip.first(), parts * strip.length(), waves);
        }
        backward(s, result);
        box.giveBack(s);
    }

    /** Adds factor · |f(r)|² to the values of a function on the grid. */
    public void addSquare(double[] c, double factor, double[] sum) {
        onGrid(
                c,
                (row, length, at) -> {
                    if (parts == 1) {
                        for (int p = 0; p < length; p++) {
                            sum[at + p] += factor * row[p] * row[p];
                        }
                    } else {
                        for (int p = 0; p < length; p++) {
                            double re = row[2 * p];
                            double im = row[2 * p + 1];
                            sum[at + p] += factor * (re * re + im * im);
                        }
                    }
                });
    }

    /**
     * f(r) = Σ_G c_G e^{iG·r}, up to the phase factor.
     *
     * @return values at all points; interleaved unless functions are real
     */
    double[] toGrid(double[] c) {
        double[] values = new double[parts * box.points()];
        onGrid(
                c,
                (row, length, at) -> System.arraycopy(row, 0, values, parts * at, parts * length));
        return values;
    }

    /** Sees the values at some successive points of the grid, from index {@code at} on. */
    private interface Row {
        void accept(double[] values, int length, int at);
    }

    private void onGrid(double[] c, Row use) {
        Scratch s = box.borrow();
        NativeMatrix waves = forward(s, c);
        int planes = box.size(0);
        double[] row = new double[parts * strips.get(0).length()];
        for (Strip strip : strips) {
            NativeMatrix tile = tileOf(strip, s, waves);
            int length = parts * strip.length();
            for (int x = 0; x < planes; x++) {
                tile.get(MirroredGrid.row(planes, x) * length, row, 0, length);
                use.accept(row, strip.length(), x * plane() + strip.first());
            }
        }
        box.giveBack(s);
    }

    private NativeMatrix tileOf(Strip strip, Scratch s, NativeMatrix waves) {
        NativeMatrix tile = tile(s);
        mirrored.forward(waves, parts * strip.first(), parts * strip.length(), tile);
        return tile;
    }

    /** c_G = (1/N) Σ_r f(r) e^{−iG·r}; the inverse of {@link #toGrid}. */
    void fromGrid(double[] values, double[] c) {
        Scratch s = box.borrow();
        NativeMatrix tile = tile(s);
        NativeMatrix waves = waves(s);
        int planes = box.size(0);
        double[] shared = new double[parts * strips.get(0).length()];
        for (Strip strip : strips) {
            int length = parts * strip.length();
            for (int x = 0; x < planes; x++) {
                int from = parts * (x * plane() + strip.first());
                int copy = MirroredGrid.copy(planes, x);
                if (copy < 0) {
                    tile.put(MirroredGrid.row(planes, x) * length, values, from, length);
                } else {
                    for (int p = 0; p < length; p++) {
                        shared[p] = 0.5 * values[from + p];
                    }
                    tile.put(MirroredGrid.row(planes, x) * length, shared, 0, length);
                    tile.put(copy * length, shared, 0, length);
                }
            }
            mirrored.backward(tile, parts * strip.first(), length, waves);
        }
        backward(s, c);
        box.giveBack(s);
    }

    private int plane() {
        return box.size(1) * box.size(2);
    }

    private NativeMatrix tile(Scratch s) {
        int rows = MirroredGrid.rows(box.size(0));
        return s.stage(3, rows * parts * strips.get(0).length());
    }

    /** Memory for what is between the second and the last direction. */
    private NativeMatrix waves(Scratch s) {
        return s.stage(2, parts * plane() * axes[0].count());
    }

    private int coefficients() {
        return axes[0].count() * axes[1].count() * axes[2].count();
    }

    /** All but the last direction. */
    private NativeMatrix forward(Scratch s, double[] c) {
        int size = coefficients();
        s.reserve(size);
        Arrays.fill(s.re, 0, size, 0);
        Arrays.fill(s.im, 0, size, 0);
        s.re[place[0]] = c[0];
        s.im[place[0]] = c[1];
        for (int g = 1; g < place.length; g++) {
            s.re[place[g]] = scale * c[2 * g];
            s.im[place[g]] = scale * c[2 * g + 1];
        }
        Folding.fold(s.re, s.im, axes);
        NativeMatrix from = s.stage(0, parts * size);
        from.put(0, s.re, 0, size);
        if (parts == 2) {
            from.put(size, s.im, 0, size);
        }
        int rest = parts * size;
        for (int stage = 0; stage < 2; stage++) {
            Axis axis = axes[2 - stage];
            rest /= axis.count();
            NativeMatrix to = s.stage(stage + 1, rest * axis.size());
            NativeMatrix.multiply(
                    false, true, axis.size(), rest, axis.count(), axis.functions(), from, to);
            rest *= axis.size();
            from = to;
        }
        return from;
    }

    /** What is left after the first direction on the way back. */
    private void backward(Scratch s, double[] c) {
        int rest = parts * plane() * axes[0].count();
        NativeMatrix from = waves(s);
        for (int stage = 1; stage >= 0; stage--) {
            Axis axis = axes[2 - stage];
            rest /= axis.size();
            NativeMatrix to = s.stage(stage, rest * axis.count());
            NativeMatrix.multiply(
                    true, false, rest, axis.count(), axis.size(), from, axis.functions(), to);
            rest *= axis.count();
            from = to;
        }
        int size = coefficients();
        s.reserve(size);
        from.get(0, s.re, 0, size);
        if (parts == 2) {
            from.get(size, s.im, 0, size);
        } else {
            Arrays.fill(s.im, 0, size, 0);
        }
        Folding.unfold(s.re, s.im, axes);
        double share = 1.0 / box.points();
        c[0] = share * s.re[place[0]];
        c[1] = share * s.im[place[0]];
        for (int g = 1; g < place.length; g++) {
            c[2 * g] = share * scale * s.re[place[g]];
            c[2 * g + 1] = share * scale * s.im[place[g]];
        }
    }
}
