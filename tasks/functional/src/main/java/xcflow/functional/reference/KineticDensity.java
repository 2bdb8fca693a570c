package xcflow.functional.reference;

import xcflow.functional.DensityScales;
import xcflow.numerics.CubeRoot;

/**
 * A density with its gradient and kinetic energy density as jets, and what formulas make of them.
 *
 * <p>The kinetic energy density is at least von Weizsäcker's, σ ≤ 8ρτ; where rounding breaks that,
 * σ is taken to be 8ρτ, as libxc does ("Fermi hole curvature").
 */
final class KineticDensity {
    private static final double S_SQUARED = GradientExchange.S_SQUARED;
    private static final double KINETIC = 0.3 * DensityScales.FERMI_SQUARED;

    private final Jet rho;
    private final Jet sigma;
    private final Jet tau;
    private final Jet onePlusZeta;
    private final Jet oneMinusZeta;
    private final Channel up;
    private final Channel down;
    private final Jet rs;
    private final Jet p;
    private final Jet weizsaecker;
    private final Jet uniform;
    private Jet spinKinetic;

    /**
     * One spin.
     *
     * @param share ρ_σ/ρ
     */
    record Channel(Jet rho, Jet sigma, Jet tau, Jet share) {}

    /**
     * @param up of spin up alone; null for an unpolarised density, as {@code down}
     */
    KineticDensity(
            Jet rho,
            Jet sigma,
            Jet tau,
            Jet onePlusZeta,
            Jet oneMinusZeta,
            Channel up,
            Channel down) {
        this.rho = rho;
        this.sigma = sigma;
        this.tau = tau;
        this.onePlusZeta = onePlusZeta;
        this.oneMinusZeta = oneMinusZeta;
        this.up = up;
        this.down = down;
        double inverse = CubeRoot.inverse(rho.v);
        double square = inverse * inverse;
        double perDensity = square * inverse;
        double fourth = square * square;
        double eighth = fourth * fourth;
        rs =
                rho.chain(
                        DensityScales.WIGNER_SEITZ * inverse,
                        -DensityScales.WIGNER_SEITZ / 3 * fourth);
        p = sigma.times(rho.chain(S_SQUARED * eighth, -8.0 / 3 * S_SQUARED * eighth * perDensity));
        weizsaecker = sigma.times(rho.chain(0.125 * perDensity, -0.125 * perDensity * perDensity));
        double kinetic = KINETIC * rho.v * rho.v * inverse;
        uniform = rho.chain(kinetic, 5.0 / 3 * kinetic * perDensity);
    }

    /** Variables of the jets: ρ, σ, τ. */
    static KineticDensity unpolarised(Jets jets, double rho, double sigma, double tau) {
        return new KineticDensity(
                jets.variable(rho, 0),
                jets.variable(Math.min(sigma, 8 * rho * tau), 1),
                jets.variable(tau, 2),
                null,
                null,
                null,
                null);
    }

    /** Electrons of one spin alone, without their kinetic energy. */
    static KineticDensity alone(Jet rho, Jet sigma) {
        return new KineticDensity(rho, sigma, null, null, null, null, null);
    }

    /** Whether the spins are given apart. */
    boolean isPolarised() {
        return up != null;
    }

    /** Total density. */
    Jet rho() {
        return rho;
    }

    /** |∇ρ|² of the total density. */
    Jet sigma() {
        return sigma;
    }

    /** Total kinetic energy density. */
    Jet tau() {
        return tau;
    }

    /** Spin up alone. */
    Channel up() {
        return up;
    }

    /** Spin down alone. */
    Channel down() {
        return down;
    }

    /** 1 + ζ. */
    Jet onePlusZeta() {
        return onePlusZeta;
    }

    /** 1 − ζ. */
    Jet oneMinusZeta() {
        return oneMinusZeta;
    }

    /** ζ. */
    Jet zeta() {
        return onePlusZeta.minus(oneMinusZeta).times(0.5);
    }

    /** φ = [(1 + ζ)^{2/3} + (1 − ζ)^{2/3}] / 2; 1 for an unpolarised density. */
    Jet phi() {
        return isPolarised() ? spinMean(2.0 / 3) : rho.owner.constant(1);
    }

    /** r_s. */
    Jet rs() {
        return rs;
    }

    /** s² = σ / (4 (3π²)^{2/3} ρ^{8/3}). */
    Jet sSquared() {
        return p;
    }

    /** von Weizsäcker's σ/8ρ. */
    Jet weizsaecker() {
        return weizsaecker;
    }

    /**
     * Kinetic energy density of the uniform gas that is not polarised, (3/10)(3π²)^{2/3} ρ^{5/3}.
     */
    Jet uniform() {
        return uniform;
    }

    /** d_s = [(1 + ζ)^{5/3} + (1 − ζ)^{5/3}] / 2; 1 for an unpolarised density. */
    Jet spinKinetic() {
        if (spinKinetic == null) {
            spinKinetic = isPolarised() ? spinMean(5.0 / 3) : rho.owner.constant(1);
        }
        return spinKinetic;
    }

    /** [(1 + ζ)^n + (1 − ζ)^n] / 2. */
    Jet spinMean(double exponent) {
        return spinPower(onePlusZeta, exponent).plus(spinPower(oneMinusZeta, exponent)).times(0.5);
    }

    /** Derivatives that diverge for an empty spin are left out. */
    private static Jet spinPower(Jet share, double exponent) {
        return share.v > 0 ? share.power(exponent) : share.owner.constant(0);
    }

    /** α = (τ − τ_W) / (τ_unif d_s(ζ)). */
    Jet alpha() {
        Jet gas = isPolarised() ? uniform.times(spinKinetic()) : uniform;
        return tau.minus(weizsaecker).over(gas);
    }
}
