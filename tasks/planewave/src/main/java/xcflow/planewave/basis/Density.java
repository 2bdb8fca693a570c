package xcflow.planewave.basis;

/**
 * An electron density, with its magnetisation if spin is treated. Immutable by convention: whoever
 * makes one does not change the arrays afterwards.
 *
 * <p>Coefficients are ρ(r) = Σ_G ρ_G e^{iG·r} in bohr⁻³, as arrays of 2 × basis size: first all
 * real, then all imaginary parts.
 */
public final class Density {
    private final DensityBasis basis;
    private final double[] total;
    private final double[] magnetisation;

    /**
     * @param total coefficients of ρ↑ + ρ↓
     * @param magnetisation coefficients of ρ↑ − ρ↓, or null without spin
     */
    public Density(DensityBasis basis, double[] total, double[] magnetisation) {
        this.basis = basis;
        this.total = total;
        this.magnetisation = magnetisation;
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
        if (magnetisation == null) {
            return total;
        }
        double sign = spin == 0 ? 0.5 : -0.5;
        double[] result = new double[total.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = 0.5 * total[i] + sign * magnetisation[i];
        }
        return result;
    }

    /** Number of spin densities: 1 or 2. */
    public int spins() {
        return magnetisation == null ? 1 : 2;
    }

    /**
     * The same numbers of electrons carried over to another cell or cutoff: coefficients of equal
     * Miller indices are kept, scaled by the ratio of the volumes.
     */
    public Density movedTo(DensityBasis other) {
        return new Density(
                other,
                moved(total, other),
                magnetisation == null ? null : moved(magnetisation, other));
    }

    private double[] moved(double[] from, DensityBasis other) {
        double scale = basis.volume() / other.volume();
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
