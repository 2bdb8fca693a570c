package xcflow.planewave.basis;

/**
 * An electron density, with its magnetisation if spin is treated, and with the kinetic energy
 * density τ = ½ Σ |∇ψ|² of its orbitals where a functional needs it. Immutable by convention:
 * whoever makes one does not change the arrays afterwards.
 *
 * <p>Coefficients are ρ(r) = Σ_G ρ_G e^{iG·r} in bohr⁻³, as arrays of 2 × basis size: first all
 * real, then all imaginary parts; τ likewise, in Hartree bohr⁻³.
 */
public final class Density {
    private final DensityBasis basis;
    private final double[] total;
    private final double[] magnetisation;
    private final double[][] kinetic;

    /**
     * A density without τ.
     *
     * @param total coefficients of ρ↑ + ρ↓
     * @param magnetisation coefficients of ρ↑ − ρ↓, or null without spin
     */
    public Density(DensityBasis basis, double[] total, double[] magnetisation) {
        this(basis, total, magnetisation, null);
    }

    /**
     * A density with τ.
     *
     * @param kinetic coefficients of τ↑ + τ↓ and, with spin, of τ↑ − τ↓; null if τ is not known
     */
    public Density(DensityBasis basis, double[] total, double[] magnetisation, double[][] kinetic) {
        this.basis = basis;
        this.total = total;
        this.magnetisation = magnetisation;
        this.kinetic = kinetic;
    }

    /** The plane waves. */
    public DensityBasis basis() {
        return basis;
    }

    /** Whether there is a magnetisation. */
    public boolean isPolarised() {
        return magnetisation != null;
    }

    /** Coefficients of the total density; not a copy. */
    public double[] total() {
        return total;
    }

    /** Coefficients of the magnetisation; not a copy; null without spin. */
    public double[] magnetisation() {
        return magnetisation;
    }

    /** Whether τ is known. */
    public boolean hasKinetic() {
        return kinetic != null;
    }

    /** Coefficients of τ↑ + τ↓ and, with spin, of τ↑ − τ↓; not a copy; null if not known. */
    public double[][] kinetic() {
        return kinetic;
    }

    /** The same density without τ. */
    public Density withoutKinetic() {
        return new Density(basis, total, magnetisation);
    }

    /** Number of electrons in the cell. */
    public double electrons() {
        return total[0] * basis.volume();
    }

    /** Number of up minus number of down electrons in the cell. */
    public double moment() {
        return magnetisation == null ? 0 : magnetisation[0] * basis.volume();
    }

    /** Coefficients of a spin density: 0 up, 1 down; without spin 0 is the total density. */
    public double[] spin(int spin) {
        return ofSpin(spin, total, magnetisation);
    }

    /** Coefficients of τ of one spin, as those of {@link #spin}. */
    public double[] kinetic(int spin) {
        return ofSpin(spin, kinetic[0], magnetisation == null ? null : kinetic[1]);
    }

    private static double[] ofSpin(int spin, double[] sum, double[] difference) {
        if (difference == null) {
            return sum;
        }
        double sign = spin == 0 ? 0.5 : -0.5;
        double[] result = new double[sum.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = 0.5 * sum[i] + sign * difference[i];
        }
        return result;
    }

    /** Number of spin densities: 1 or 2. */
    public int spins() {
        return magnetisation == null ? 1 : 2;
    }

    /**
     * The same numbers of electrons carried over to another cell or cutoff: coefficients of equal
     * Miller indices are kept, scaled by the ratio of the volumes, and of τ by the power of it as
     * which τ scales with the coordinates.
     */
    public Density movedTo(DensityBasis other) {
        double scale = basis.volume() / other.volume();
        double[][] tau = null;
        if (kinetic != null) {
            tau = new double[kinetic.length][];
            for (int i = 0; i < tau.length; i++) {
                tau[i] = moved(kinetic[i], other, Math.pow(scale, 5.0 / 3));
            }
        }
        return new Density(
                other,
                moved(total, other, scale),
                magnetisation == null ? null : moved(magnetisation, other, scale),
                tau);
    }

    private double[] moved(double[] from, DensityBasis other, double scale) {
        double[] to = new double[2 * other.size()];
        for (int g = 0; g < other.size(); g++) {
            int index = basis.indexOf(other.miller(g, 0), other.miller(g, 1), other.miller(g, 2));
            if (index >= 0) {
                to[g] = scale * from[index];
                to[other.size() + g] = scale * from[basis.size() + index];
            }
        }
        return to;
    }
}
