package xcflow.functional.audit;

import xcflow.functional.Functional;

/** Enhancement factor F(s) = ε / ε_x^unif(ρ) at fixed r_s and ζ. */
public final class EnhancementCurve {
    private EnhancementCurve() {}

    /** F at each of the given reduced gradients. */
    public static double[] of(Functional functional, double rs, double zeta, double[] s) {
        return EnhancementFactors.of(functional, s.length, i -> new GridPoint(rs, zeta, s[i]))
                .factor();
    }

    /**
     * As {@link #of(Functional, double, double, double[])}, where the kinetic energy density is
     * that of the uniform gas times α, on top of von Weizsäcker's; it matters to meta-GGAs alone.
     */
    public static double[] of(
            Functional functional, double rs, double zeta, double alpha, double[] s) {
        return EnhancementFactors.of(
                        functional, s.length, i -> new GridPoint(rs, zeta, s[i], alpha))
                .factor();
    }
}
