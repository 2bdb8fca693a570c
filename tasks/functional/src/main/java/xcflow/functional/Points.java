package xcflow.functional;

/**
 * A batch of points at which functionals are evaluated; structure of arrays, each of length {@link
 * #size()} or null where it does not apply.
 *
 * <p>Unpolarised: {@code rhoA} holds the total density ρ and {@code sigmaAA} holds σ = |∇ρ|²; the
 * other arrays are null. Polarised: {@code rhoA}, {@code rhoB} hold ρ↑, ρ↓, and {@code sigmaAA},
 * {@code sigmaAB}, {@code sigmaBB} hold ∇ρ↑·∇ρ↑, ∇ρ↑·∇ρ↓, ∇ρ↓·∇ρ↓. Densities are in bohr⁻³, σ in
 * bohr⁻⁸. For functionals of the density alone the σ arrays may be null.
 */
public final class Points {
    private final boolean polarised;
    private final int size;

    /** Density of spin up, or the total density of an unpolarised batch. */
    public final double[] rhoA;

    /** Density of spin down; null for an unpolarised batch. */
    public final double[] rhoB;

    /** ∇ρ↑·∇ρ↑, or |∇ρ|² of an unpolarised batch. */
    public final double[] sigmaAA;

    /** ∇ρ↑·∇ρ↓; null for an unpolarised batch. */
    public final double[] sigmaAB;

    /** ∇ρ↓·∇ρ↓; null for an unpolarised batch. */
    public final double[] sigmaBB;

    private Points(
            boolean polarised,
            double[] rhoA,
            double[] rhoB,
            double[] sigmaAA,
            double[] sigmaAB,
            double[] sigmaBB) {
        this.polarised = polarised;
        this.size = rhoA.length;
        this.rhoA = rhoA;
        this.rhoB = rhoB;
        this.sigmaAA = sigmaAA;
        this.sigmaAB = sigmaAB;
        this.sigmaBB = sigmaBB;
    }

    /** Unpolarised batch over the given arrays, which are not copied. */
    public static Points unpolarised(double[] rho, double[] sigma) {
        return new Points(false, rho, null, sigma, null, null);
    }

    /** Polarised batch over the given arrays, which are not copied. */
    public static Points polarised(
            double[] rhoA, double[] rhoB, double[] sigmaAA, double[] sigmaAB, double[] sigmaBB) {
        return new Points(true, rhoA, rhoB, sigmaAA, sigmaAB, sigmaBB);
    }

    /** Zero-filled batch with all arrays that its polarisation has. */
    public static Points allocate(int size, boolean polarised) {
        return polarised
                ? polarised(
                        new double[size],
                        new double[size],
                        new double[size],
                        new double[size],
                        new double[size])
                : unpolarised(new double[size], new double[size]);
    }

    /** Whether the two spin densities are given separately. */
    public boolean isPolarised() {
        return polarised;
    }

    /** Number of points. */
    public int size() {
        return size;
    }
}
