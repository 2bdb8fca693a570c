package xcflow.functional.reference;

/**
 * Second-order gradient coefficient of the uniform gas, C_xc(r_s) = (c₀ + αr_s + βr_s²) / (1 + γr_s
 * + δr_s² + 10⁴βr_s³). Rasolt and Geldart, Phys. Rev. B 34, 1325 (1986), as parametrised by Perdew,
 * Phys. Rev. B 33, 8822 (1986), eq. 6.
 *
 * @param cubic coefficient of r_s³ in the denominator
 */
record GradientCoefficient(double cubic) {
    /** The exchange part C_x that is taken out of C_xc. */
    static final double EXCHANGE = -0.001667;

    /** c₀ = C_xc in the limit of high density. */
    static final double HIGH_DENSITY = 0.002568;

    private static final double ALPHA = 0.023266;
    private static final double BETA = 7.389e-6;
    private static final double GAMMA = 8.723;
    private static final double DELTA = 0.472;

    static final GradientCoefficient AS_PUBLISHED = new GradientCoefficient(1e4 * BETA);

    /**
     * Without the cubic term, as libxc evaluates PW91's correlation (not P86's). It matters for r_s
     * &gt; 1; ours follows libxc so that energies can be compared.
     */
    static final GradientCoefficient WITHOUT_CUBIC_TERM = new GradientCoefficient(0);

    /** C_xc(r_s). */
    double at(double rs) {
        return (HIGH_DENSITY + rs * (ALPHA + rs * BETA)) / denominator(rs);
    }

    /** dC_xc/dr_s, given C_xc. */
    double slope(double rs, double coefficient) {
        double denominatorSlope = GAMMA + rs * (2 * DELTA + rs * 3 * cubic);
        return (ALPHA + 2 * rs * BETA - coefficient * denominatorSlope) / denominator(rs);
    }

    private double denominator(double rs) {
        return 1 + rs * (GAMMA + rs * (DELTA + rs * cubic));
    }
}
