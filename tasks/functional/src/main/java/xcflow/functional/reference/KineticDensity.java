package xcflow.functional.reference;

/**
 * A density with its gradient and kinetic energy density as jets.
 *
 * <p>The kinetic energy density is at least von Weizsäcker's, σ ≤ 8ρτ; where rounding breaks that,
 * σ is taken to be 8ρτ, as libxc does ("Fermi hole curvature").
 *
 * @param rho total density
 * @param sigma |∇ρ|² of the total density
 * @param tau total kinetic energy density
 * @param onePlusZeta 1 + ζ
 * @param oneMinusZeta 1 − ζ
 * @param up of spin up alone; null for an unpolarised density
 * @param down of spin down alone; null for an unpolarised density
 */
record KineticDensity(
        Jet rho, Jet sigma, Jet tau, Jet onePlusZeta, Jet oneMinusZeta, Channel up, Channel down) {

    private static final double S_SQUARED = GradientExchange.S_SQUARED;
    private static final double RS = Math.cbrt(3 / (4 * Math.PI));
    private static final double FERMI = 0.3 * Math.pow(3 * Math.PI * Math.PI, 2.0 / 3);

    /**
     * One spin.
     *
     * @param share ρ_σ/ρ
     */
    record Channel(Jet rho, Jet sigma, Jet tau, Jet share) {}

    /** Variables of the jets: ρ, σ, τ. */
    static KineticDensity unpolarised(Jets jets, double rho, double sigma, double tau) {
        Jet one = jets.constant(1);
        return new KineticDensity(
                jets.variable(rho, 0),
                jets.variable(Math.min(sigma, 8 * rho * tau), 1),
                jets.variable(tau, 2),
                one,
                one,
                null,
                null);
    }

    /** Whether the spins are given apart. */
    boolean isPolarised() {
        return up != null;
    }

    /** ζ. */
    Jet zeta() {
        return onePlusZeta.minus(oneMinusZeta).times(0.5);
    }

    /** φ = [(1 + ζ)^{2/3} + (1 − ζ)^{2/3}] / 2. */
    Jet phi() {
        return spinMean(2.0 / 3);
    }

    /** r_s. */
    Jet rs() {
        return rho.power(-1.0 / 3).times(RS);
    }

    /** s² = σ / (4 (3π²)^{2/3} ρ^{8/3}). */
    Jet sSquared() {
        return sigma.times(rho.power(-8.0 / 3)).times(S_SQUARED);
    }

    /** von Weizsäcker's σ/8ρ. */
    Jet weizsaecker() {
        return sigma.over(rho).times(0.125);
    }

    /**
     * Kinetic energy density of the uniform gas that is not polarised, (3/10)(3π²)^{2/3} ρ^{5/3}.
     */
    Jet uniform() {
        return rho.power(5.0 / 3).times(FERMI);
    }

    /** [(1 + ζ)^n + (1 − ζ)^n] / 2. */
    Jet spinMean(double exponent) {
        return spinPower(onePlusZeta, exponent).plus(spinPower(oneMinusZeta, exponent)).times(0.5);
    }

    /** Derivatives that diverge for an empty spin are left out. */
    private static Jet spinPower(Jet share, double exponent) {
        return share.v > 0 ? share.power(exponent) : share.owner.constant(0);
    }

    /** α = (τ − τ_W) / τ_unif of an unpolarised density. */
    Jet alpha() {
        return tau.minus(weizsaecker()).over(uniform());
    }

    /** α = (τ − τ_W) / (τ_unif d_s(ζ)), d_s = [(1 + ζ)^{5/3} + (1 − ζ)^{5/3}] / 2. */
    Jet spinAlpha() {
        return tau.minus(weizsaecker()).over(uniform().times(spinMean(5.0 / 3)));
    }
}
