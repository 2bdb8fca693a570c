package xcflow.functional;

/**
 * Constants of the uniform electron gas by which densities and gradients are made dimensionless;
 * Hartree atomic units. See, for example, Perdew, Burke and Ernzerhof, Phys. Rev. Lett. 77, 3865
 * (1996).
 */
public final class DensityScales {
    private static final double THREE_PI_SQUARED = 3 * Math.PI * Math.PI;

    /** r_s = {@code WIGNER_SEITZ} · ρ^{−1/3}. */
    public static final double WIGNER_SEITZ = Math.cbrt(3 / (4 * Math.PI));

    /** k_F = {@code FERMI} · ρ^{1/3}. */
    public static final double FERMI = Math.cbrt(THREE_PI_SQUARED);

    /** Twice the kinetic energy of the highest state, k_F² = {@code FERMI_SQUARED} · ρ^{2/3}. */
    public static final double FERMI_SQUARED = Math.pow(THREE_PI_SQUARED, 2.0 / 3);

    /** |∇ρ| = {@code GRADIENT} · s ρ^{4/3}, with the reduced gradient s = |∇ρ| / (2 k_F ρ). */
    public static final double GRADIENT = 2 * FERMI;

    /** |∇ρ|² = {@code GRADIENT_SQUARED} · s² ρ^{8/3}. */
    public static final double GRADIENT_SQUARED = 4 * FERMI_SQUARED;

    /** Exchange energy per particle of the spin-unpolarised gas: {@code EXCHANGE} · ρ^{1/3}. */
    public static final double EXCHANGE = -0.75 * Math.cbrt(3 / Math.PI);

    /**
     * A reduced gradient that stands for s = 0 where a single orbital has the density: without any
     * gradient τ is zero, and the limit of τ_W/τ = 1 is not there to be taken.
     */
    public static final double SINGLE_ORBITAL_GRADIENT = 0.02;

    /** (3/10)(6π²)^{2/3}: kinetic energy density of one spin of the gas over ρ_σ^{5/3}. */
    private static final double KINETIC = 0.3 * Math.pow(2 * THREE_PI_SQUARED, 2.0 / 3);

    private DensityScales() {}

    /**
     * Kinetic energy density of one spin whose iso-orbital indicator is α, σ/8ρ + α
     * (3/10)(6π²)^{2/3} ρ^{5/3}, Ha bohr⁻³; zero without density.
     *
     * @param rho spin density ρ_σ
     * @param sigma ∇ρ_σ·∇ρ_σ
     */
    public static double kinetic(double rho, double sigma, double alpha) {
        return rho == 0 ? 0 : sigma / (8 * rho) + alpha * KINETIC * Math.pow(rho, 5.0 / 3);
    }
}
