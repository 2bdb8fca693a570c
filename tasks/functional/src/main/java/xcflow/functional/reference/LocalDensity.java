package xcflow.functional.reference;

import xcflow.functional.DensityScales;
import xcflow.numerics.CubeRoot;

/**
 * The density at one point together with the roots that most terms need, computed once.
 *
 * <p>A spin density below {@link #VANISHING_SPIN} of the total counts as zero: it has no exchange
 * energy, and in the correlation energy the derivatives of (1 − |ζ|)^{1/3} and (1 − |ζ|)^{2/3},
 * which diverge there, are left out, as libxc does.
 */
final class LocalDensity {
    /** Total densities at or below this (bohr⁻³) give zeros. */
    static final double NEGLIGIBLE = 1e-15;

    /** Kinetic energy densities below this (Hartree bohr⁻³) count as this. */
    private static final double LEAST_KINETIC = 1e-20;

    /** 1 − |ζ| at or below which a density counts as fully polarised. */
    static final double VANISHING_SPIN = Math.ulp(1.0);

    private static final double RS = DensityScales.WIGNER_SEITZ;

    /** ρ, ρ^{1/3}, ρ^{−1/3} and r_s = (3/(4πρ))^{1/3}. */
    double rho;

    double cbrtRho;
    double inverseCbrtRho;
    double rs;

    /** |∇ρ|² of the total density. */
    double sigma;

    /** σ↑↑, σ↓↓ and σ↑↓. */
    double sigmaA;

    double sigmaB;
    double sigmaMixed;

    /** Kinetic energy density in total, and of each spin; where it is needed. */
    double tau;

    double tauA;
    double tauB;

    double zeta;

    /** 1 + ζ and 1 − ζ, without cancellation. */
    double onePlusZeta;

    double oneMinusZeta;

    /** (1 + ζ)^{1/3} and (1 − ζ)^{1/3}. */
    double cbrtOnePlusZeta;

    double cbrtOneMinusZeta;

    /** (1 + ζ)^{−1/3} and (1 − ζ)^{−1/3}; zero for an empty spin channel, where they diverge. */
    double inverseCbrtOnePlusZeta;

    double inverseCbrtOneMinusZeta;

    /** Sets an unpolarised density; false if it is negligible. */
    boolean setUnpolarised(double totalDensity, double gradientSquared) {
        if (!(totalDensity > NEGLIGIBLE)) {
            return false;
        }
        setTotal(totalDensity);
        sigma = Math.max(gradientSquared, 0);
        return true;
    }

    /** Sets a polarised density; false if it is negligible. */
    boolean setPolarised(double rhoA, double rhoB, double sigmaAA, double sigmaAB, double sigmaBB) {
        double up = Math.max(rhoA, 0);
        double down = Math.max(rhoB, 0);
        if (!(up + down > NEGLIGIBLE)) {
            return false;
        }
        setTotal(up + down);
        sigma = Math.max(sigmaAA + 2 * sigmaAB + sigmaBB, 0);
        sigmaA = Math.max(sigmaAA, 0);
        sigmaB = Math.max(sigmaBB, 0);
        sigmaMixed = sigmaAB;
        double twice = 2 / rho;
        setSpins(twice * up, twice * down);
        return true;
    }

    /** Sets the kinetic energy density of an unpolarised density. */
    void setKinetic(double total) {
        tau = Math.max(total, LEAST_KINETIC);
    }

    /** Sets the kinetic energy densities of both spins. */
    void setKinetic(double up, double down) {
        tauA = Math.max(up, LEAST_KINETIC);
        tauB = Math.max(down, LEAST_KINETIC);
        tau = tauA + tauB;
    }

    /** Sets 1 + ζ and 1 − ζ and what follows from them. */
    void setSpins(double plus, double minus) {
        onePlusZeta = plus;
        oneMinusZeta = minus;
        if (onePlusZeta <= VANISHING_SPIN) {
            onePlusZeta = 0;
            oneMinusZeta = 2;
        } else if (oneMinusZeta <= VANISHING_SPIN) {
            onePlusZeta = 2;
            oneMinusZeta = 0;
        }
        zeta = (onePlusZeta - oneMinusZeta) / 2;
        inverseCbrtOnePlusZeta = onePlusZeta > 0 ? CubeRoot.inverse(onePlusZeta) : 0;
        inverseCbrtOneMinusZeta = oneMinusZeta > 0 ? CubeRoot.inverse(oneMinusZeta) : 0;
        cbrtOnePlusZeta = onePlusZeta * inverseCbrtOnePlusZeta * inverseCbrtOnePlusZeta;
        cbrtOneMinusZeta = oneMinusZeta * inverseCbrtOneMinusZeta * inverseCbrtOneMinusZeta;
    }

    /** φ = [(1 + ζ)^{2/3} + (1 − ζ)^{2/3}] / 2. */
    double phi() {
        return 0.5 * (cbrtOnePlusZeta * cbrtOnePlusZeta + cbrtOneMinusZeta * cbrtOneMinusZeta);
    }

    /** dφ/dζ; the summand of an empty spin channel, which diverges, is left out. */
    double phiSlope() {
        return (inverseCbrtOnePlusZeta - inverseCbrtOneMinusZeta) / 3;
    }

    private void setTotal(double totalDensity) {
        rho = totalDensity;
        inverseCbrtRho = CubeRoot.inverse(totalDensity);
        cbrtRho = totalDensity * inverseCbrtRho * inverseCbrtRho;
        rs = RS * inverseCbrtRho;
    }
}
