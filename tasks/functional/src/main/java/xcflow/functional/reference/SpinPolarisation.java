package xcflow.functional.reference;

/**
 * Interpolation between the unpolarised and the fully polarised uniform gas with f(ζ) =
 * [(1+ζ)^{4/3} + (1−ζ)^{4/3} − 2] / (2^{4/3} − 2). Its second derivative diverges at ζ = ±1; only f
 * and f' are needed, and both are finite.
 */
final class SpinPolarisation {
    private static final double NORM = 1 / (2 * Math.cbrt(2) - 2);

    /** f''(0) = 8 / (9 (2^{4/3} − 2)). */
    static final double CURVATURE = 8.0 / 9 * NORM;

    private SpinPolarisation() {}

    /** f(ζ). */
    static double f(LocalDensity density) {
        return NORM
                * (density.onePlusZeta * density.cbrtOnePlusZeta
                        + density.oneMinusZeta * density.cbrtOneMinusZeta
                        - 2);
    }

    /** f'(ζ). */
    static double slope(LocalDensity density) {
        return 4.0 / 3 * NORM * (density.cbrtOnePlusZeta - density.cbrtOneMinusZeta);
    }

    /**
     * Stores ε_c = para + stiff f(ζ)(1 − ζ⁴) + ferro f(ζ) ζ⁴ and its derivatives. Vosko, Wilk and
     * Nusair, Can. J. Phys. 58, 1200 (1980); Perdew and Wang (1992), eq. 8.
     *
     * @param ferro ε_c(ζ = 1) − ε_c(ζ = 0)
     * @param stiff α_c / f''(0)
     */
    static void interpolate(
            LocalDensity density,
            double para,
            double paraRs,
            double ferro,
            double ferroRs,
            double stiff,
            double stiffRs,
            LocalEnergy out) {
        double f = f(density);
        double zeta3 = density.zeta * density.zeta * density.zeta;
        double zeta4 = zeta3 * density.zeta;
        double mixed = stiff + zeta4 * (ferro - stiff);
        out.uniform = para + f * mixed;
        out.uniformRs = paraRs + f * (stiffRs + zeta4 * (ferroRs - stiffRs));
        out.uniformZeta = slope(density) * mixed + 4 * zeta3 * f * (ferro - stiff);
    }
}
