package xcflow.planewave.basis;

import java.util.Arrays;
import xcflow.planewave.crystal.Lattice;

/**
 * The plane waves of the orbitals at one k-point: all G with |k+G|²/2 ≤ E_cut. Immutable.
 *
 * <p>An orbital is a vector of 2 × {@link #size()} numbers: first all real, then all imaginary
 * parts of its coefficients, ψ(r) = Ω^{−1/2} Σ_G c_G e^{i(k+G)·r}. At Γ orbitals are real
 * functions, c_{−G} = c_G*: only one G of each pair is kept and its coefficient is multiplied by
 * √2, so that scalar products are plain real dot products in either case.
 */
public final class OrbitalBasis {
    private final boolean real;
    private final int[] miller;
    private final double[] kinetic;
    private final double[] vectors;
    private final SphereTransform transform;

    /**
     * @param k coordinates along the reciprocal vectors
     * @param realAtGamma whether real orbitals may be used if k is Γ
     */
    public OrbitalBasis(DensityBasis density, double[] k, boolean realAtGamma) {
        Lattice lattice = density.lattice();
        this.real = realAtGamma && k[0] == 0 && k[1] == 0 && k[2] == 0;
        int[] all = DensityBasis.sphere(lattice, k, density.cutoff());
        this.miller = real ? oneOfEachPair(all) : all;
        int count = miller.length / 3;
        kinetic = new double[count];
        vectors = new double[3 * count];
        for (int g = 0; g < count; g++) {
            double[] q =
                    lattice.wave(
                            k[0] + miller[3 * g],
                            k[1] + miller[3 * g + 1],
                            k[2] + miller[3 * g + 2]);
            System.arraycopy(q, 0, vectors, 3 * g, 3);
            kinetic[g] = 0.5 * (q[0] * q[0] + q[1] * q[1] + q[2] * q[2]);
        }
        transform = new SphereTransform(density.box(), real ? withOpposites(miller) : miller);
    }

    private static int[] oneOfEachPair(int[] all) {
        int[] kept = new int[all.length];
        int count = 0;
        for (int g = 0; g < all.length; g += 3) {
            int sign = all[g] != 0 ? all[g] : all[g + 1] != 0 ? all[g + 1] : all[g + 2];
            if (sign >= 0) {
                System.arraycopy(all, g, kept, count, 3);
                count += 3;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /**
     * The given plane waves, of which the first is G = 0, followed by the negatives of the others.
     */
    private static int[] withOpposites(int[] half) {
        int[] full = Arrays.copyOf(half, 2 * half.length - 3);
        for (int i = 3; i < half.length; i++) {
            full[half.length + i - 3] = -half[i];
        }
        return full;
    }

    /** Whether orbitals are real functions and only half of the plane waves are kept. */
    public boolean isReal() {
        return real;
    }

    /** Number of plane waves kept. */
    public int size() {
        return kinetic.length;
    }

    /** Number of doubles of one orbital. */
    public int length() {
        return 2 * kinetic.length;
    }

    /** |k+G|²/2, Hartree. */
    public double kinetic(int g) {
        return kinetic[g];
    }

    /** Cartesian component of k+G, 1/bohr. */
    public double vector(int g, int axis) {
        return vectors[3 * g + axis];
    }

    /** Miller index of G. */
    public int miller(int g, int axis) {
        return miller[3 * g + axis];
    }

    /** Number of coefficients that the transform to the grid takes. */
    public int transformSize() {
        return real ? 2 * size() - 1 : size();
    }

    /** Transforms between coefficients as {@link #pack} makes them and the grid. */
    public SphereTransform transform() {
        return transform;
    }

    /**
     * Coefficients for the transform of orbital a, or at Γ of the complex function a + i b.
     *
     * @param atA position of orbital a
     * @param atB position of orbital b; negative if there is none
     * @param re receives {@link #transformSize()} real parts, as im
     */
    public void pack(double[] orbitals, int atA, int atB, double[] re, double[] im) {
        int n = size();
        if (!real) {
            System.arraycopy(orbitals, atA, re, 0, n);
            System.arraycopy(orbitals, atA + n, im, 0, n);
            return;
        }
        double scale = Math.sqrt(0.5);
        for (int g = 0; g < n; g++) {
            double factor = g == 0 ? 1 : scale;
            double ar = factor * orbitals[atA + g];
            double ai = factor * orbitals[atA + n + g];
            double br = atB < 0 ? 0 : factor * orbitals[atB + g];
            double bi = atB < 0 ? 0 : factor * orbitals[atB + n + g];
            re[g] = ar - bi;
            im[g] = ai + br;
            if (g > 0) {
                re[n + g - 1] = ar + bi;
                im[n + g - 1] = br - ai;
            }
        }
    }

    /** Adds what {@link #pack} would have packed to two orbitals. */
    public void unpackAdding(double[] re, double[] im, double[] orbitals, int atA, int atB) {
        int n = size();
        if (!real) {
            for (int g = 0; g < n; g++) {
                orbitals[atA + g] += re[g];
                orbitals[atA + n + g] += im[g];
            }
            return;
        }
        orbitals[atA] += re[0];
        if (atB >= 0) {
            orbitals[atB] += im[0];
        }
        double scale = Math.sqrt(0.5);
        for (int g = 1; g < n; g++) {
            int minus = n + g - 1;
            orbitals[atA + g] += scale * (re[g] + re[minus]);
            orbitals[atA + n + g] += scale * (im[g] - im[minus]);
            if (atB >= 0) {
                orbitals[atB + g] += scale * (im[g] + im[minus]);
                orbitals[atB + n + g] += scale * (re[minus] - re[g]);
            }
        }
    }
}
