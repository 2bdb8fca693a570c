package xcflow.functional;

/**
 * What a functional gives at each point of a batch; structure of arrays, each of length {@link
 * #size()} or null where it does not apply.
 *
 * <p>With the energy density e = ρ ε_xc (Hartree per bohr³, the integrand of E_xc) the derivatives
 * are of e with respect to the variables of {@link Points} in the same order: unpolarised ∂e/∂ρ and
 * ∂e/∂σ in {@code vRhoA} and {@code vSigmaAA}; polarised one for each of the five variables. For
 * functionals of the density alone the vSigma arrays are filled with zeros.
 */
public final class Results {
    private final boolean polarised;

    /** Energy density per volume, ρ ε_xc. */
    public final double[] energy;

    /** ∂e/∂ρ↑, or ∂e/∂ρ of an unpolarised batch. */
    public final double[] vRhoA;

    /** ∂e/∂ρ↓; null for an unpolarised batch. */
    public final double[] vRhoB;

    /** ∂e/∂σ↑↑, or ∂e/∂σ of an unpolarised batch. */
    public final double[] vSigmaAA;

    /** ∂e/∂σ↑↓; null for an unpolarised batch. */
    public final double[] vSigmaAB;

    /** ∂e/∂σ↓↓; null for an unpolarised batch. */
    public final double[] vSigmaBB;

    /** Zero-filled results for batches of up to the given size. */
    public Results(int size, boolean polarised) {
        this.polarised = polarised;
        energy = new double[size];
        vRhoA = new double[size];
        vSigmaAA = new double[size];
        vRhoB = polarised ? new double[size] : null;
        vSigmaAB = polarised ? new double[size] : null;
        vSigmaBB = polarised ? new double[size] : null;
    }

    /** Whether these are results of polarised points. */
    public boolean isPolarised() {
        return polarised;
    }

    /** Number of points that there is room for. */
    public int size() {
        return energy.length;
    }
}
