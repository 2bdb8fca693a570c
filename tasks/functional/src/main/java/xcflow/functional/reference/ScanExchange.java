package xcflow.functional.reference;

/**
 * Enhancement factor of SCAN, {h₁ + f(α)(h₀ − h₁)} g(s). J. Sun, A. Ruzsinszky and J. P. Perdew,
 * Phys. Rev. Lett. 115, 036402 (2015), eqs. 4 to 9.
 *
 * @param orbitals how the kinetic energy density is turned into α
 */
record ScanExchange(ScanSwitch between, Alpha orbitals) implements KineticExchange.Factor {
    static final double H0 = 1.174;
    static final double K1 = 0.065;
    static final double MU = 10.0 / 81;
    private static final double A1 = 4.9479;
    private static final double B2 = Math.sqrt(5913.0 / 405000);
    private static final double B1 = 511.0 / 13500 / (2 * B2);
    private static final double B3 = 0.5;
    private static final double B4 = MU * MU / K1 - 1606.0 / 18225 - B1 * B1;

    /** Measure of how much several orbitals overlap; 0 for one, 1 in the uniform gas. */
    @FunctionalInterface
    interface Alpha {
        Jet of(KineticDensity density);
    }

    @Override
    public Jet at(KineticDensity density) {
        Jet p = density.sSquared();
        Jet alpha = orbitals.of(density);
        Jet gradient =
                p.squared().times(p.times(-Math.abs(B4) / MU).exp()).times(B4).plus(p.times(MU));
        Jet distance = alpha.from(1);
        Jet mixed = p.times(B1).plus(distance.times(distance.squared().times(-B3).exp()).times(B2));
        Jet x = gradient.plus(mixed.squared());
        return between(saturated(x), between.at(alpha)).times(decay(p));
    }

    /** h₁(x) = 1 + k₁ − k₁/(1 + x/k₁). */
    static Jet saturated(Jet x) {
        double inverse = 1 / (1 + x.v / K1);
        return x.chain(1 + K1 - K1 * inverse, inverse * inverse);
    }

    /** h₁ + f (h₀ − h₁). */
    static Jet between(Jet h1, Jet f) {
        return h1.plus(f.times(h1.from(H0)));
    }

    /** g = 1 − exp(−a₁ s^{−1/2}). */
    static Jet decay(Jet p) {
        if (p.v < 1e-8) {
            return p.owner.constant(1);
        }
        double root = Math.sqrt(Math.sqrt(p.v));
        double fall = Math.exp(-A1 / root);
        return p.chain(1 - fall, -0.25 * A1 * fall / (root * p.v));
    }
}
