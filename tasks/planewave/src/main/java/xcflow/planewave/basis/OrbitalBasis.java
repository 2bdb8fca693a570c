package xcflow.planewave.basis;

import java.util.Arrays;
import xcflow.structure.crystal.Lattice;

/**
 * The plane waves of the orbitals at one k-point: all G with |k+G|²/2 ≤ E_cut. Immutable.
 *
 * <p>An orbital is a vector of 2 × {@link #size()} numbers, the real and imaginary parts of its
 * coefficients in turn, ψ(r) = Ω^{−1/2} Σ_G c_G e^{i(k+G)·r}. At Γ orbitals are real functions,
 * c_{−G} = c_G*: only one G of each pair is kept and its coefficient is multiplied by √2, so that
 * scalar products are plain real dot products in either case.
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
        transform = new SphereTransform(density.box(), miller, real, real);
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

    /**
     * Derivative of an orbital along a Cartesian axis, coefficients i(k+G)c.
     *
     * @param result overwritten
     */
    public void derivative(double[] orbital, int axis, double[] result) {
        for (int g = 0; g < kinetic.length; g++) {
            double q = vectors[3 * g + axis];
            double re = orbital[2 * g];
            result[2 * g] = -q * orbital[2 * g + 1];
            result[2 * g + 1] = q * re;
        }
    }

    /** Miller index of G. */
    public int miller(int g, int axis) {
        return miller[3 * g + axis];
    }

    /** Transforms between coefficients and the grid. */
    public SphereTransform transform() {
        return transform;
    }
}
