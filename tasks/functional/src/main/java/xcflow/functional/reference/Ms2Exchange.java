package xcflow.functional.reference;

/**
 * Enhancement factor of MS2, F₁ + f(α)(F₀ − F₁) with f = (1 − α²)³/(1 + α³ + bα⁶). J. Sun et al.,
 * J. Chem. Phys. 138, 044113 (2013), eqs. 2 to 5.
 */
final class Ms2Exchange implements KineticExchange.Factor {
    private static final double KAPPA = 0.504;
    private static final double C = 0.14601;
    private static final double B = 4.0;
    private static final double MU = 10.0 / 81;

    @Override
    public Jet at(KineticDensity density) {
        Jet gradient = density.sSquared().times(MU);
        Jet alpha = density.alpha();
        Jet cube = alpha.cubed();
        Jet below = cube.polynomial(1, 1, B);
        Jet f = alpha.squared().from(1).cubed().over(below);
        Jet one = saturated(gradient);
        Jet zero = saturated(gradient.plus(C));
        return one.plus(f.times(zero.minus(one)));
    }

    private static Jet saturated(Jet x) {
        return x.times(1 / KAPPA).plus(1).inverse().times(-KAPPA).plus(1 + KAPPA);
    }
}
