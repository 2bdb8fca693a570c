package xcflow.functional.reference;

/**
 * Enhancement factor of TPSS. J. Tao, J. P. Perdew, V. N. Staroverov and G. E. Scuseria, Phys. Rev.
 * Lett. 91, 146401 (2003), eqs. 5 to 10; and of revTPSS, in which z³ takes the place of z² once: J.
 * P. Perdew et al., Phys. Rev. Lett. 103, 026403 (2009), eq. 2.
 *
 * @param power of z in the numerator of the first term
 */
record TpssExchange(double c, double e, double mu, int power) implements KineticExchange.Factor {
    private static final double KAPPA = 0.804;
    private static final double B = 0.40;
    private static final double MU = 10.0 / 81;

    static final TpssExchange TPSS = new TpssExchange(1.59096, 1.537, 0.21951, 2);
    static final TpssExchange REVISED = new TpssExchange(2.35203946, 2.16769874, 0.14, 3);

    @Override
    public Jet at(KineticDensity density) {
        Jet p = density.sSquared();
        Jet z = density.weizsaecker().over(density.tau());
        Jet alpha = density.alpha();
        Jet z2 = z.squared();
        Jet q = q(p, alpha);

        Jet first = z.power(power).over(z2.plus(1).squared()).times(c).plus(MU).times(p);
        Jet second = q.squared().times(146.0 / 2025);
        // √(½(3z/5)² + ½p²) with z/p = 5τ_unif/3τ, so that it has a slope where there is no
        // gradient.
        Jet norm = density.uniform().over(density.tau()).squared().plus(1).times(0.5).root();
        Jet third = q.times(p).times(norm).times(-73.0 / 405);
        Jet fourth = p.squared().times(MU * MU / KAPPA);
        Jet fifth = z2.times(2 * Math.sqrt(e) * MU * 0.36);
        Jet sixth = p.cubed().times(e * mu);
        Jet x =
                first.plus(second)
                        .plus(third)
                        .plus(fourth)
                        .plus(fifth)
                        .plus(sixth)
                        .over(p.times(Math.sqrt(e)).plus(1).squared());
        return x.times(1 / KAPPA).plus(1).inverse().times(-KAPPA).plus(1 + KAPPA);
    }

    /** q̃_b, the reduced Laplacian without second derivatives. */
    private static Jet q(Jet p, Jet alpha) {
        Jet below = alpha.times(alpha.plus(-1)).times(B).plus(1).root();
        return alpha.plus(-1).times(0.45).over(below).plus(p.times(2.0 / 3));
    }
}
