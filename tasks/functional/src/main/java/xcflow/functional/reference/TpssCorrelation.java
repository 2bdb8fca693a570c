package xcflow.functional.reference;

import xcflow.functional.DensityScales;

/**
 * Correlation of TPSS, in which von Weizsäcker's part z = τ_W/τ of the kinetic energy density takes
 * self-correlation out. J. Tao, J. P. Perdew, V. N. Staroverov and G. E. Scuseria, Phys. Rev. Lett.
 * 91, 146401 (2003), eqs. 11 to 14; with other constants that of revTPSS: J. P. Perdew et al.,
 * Phys. Rev. Lett. 103, 026403 (2009).
 *
 * @param zero C(ζ, 0) as a polynomial in ζ²
 * @param screened whether the gradient coefficient β falls with r_s
 * @param alone φ of the electrons of one spin alone, 2^{−1/3}
 */
record TpssCorrelation(double[] zero, boolean screened, double alone)
        implements KineticCorrelation.Formula {
    private static final GasCorrelation GAS = new GasCorrelation(Pw92.MORE_DIGITS);
    private static final double GAMMA = PbeCorrelation.GAMMA;
    private static final double BETA = 0.06672455060314922;
    private static final double D = 2.8;

    /** t² = this × s²/(φ² r_s). */
    private static final double T = Math.pow(3 * Math.PI * Math.PI / 16, 2.0 / 3);

    /** ξ = |∇ζ| / this ρ^{1/3}. */
    private static final double XI = DensityScales.GRADIENT;

    /** φ of one spin alone. */
    private static final double ALONE = Math.pow(2, -1.0 / 3);

    static final TpssCorrelation TPSS =
            new TpssCorrelation(new double[] {0.53, 0.87, 0.50, 2.26}, false, ALONE);
    static final TpssCorrelation REVISED =
            new TpssCorrelation(new double[] {0.59, 0.9269, 0.6225, 2.1540}, true, ALONE);

    @Override
    public Jet at(KineticDensity density) {
        Jet z = density.weizsaecker().over(density.tau());
        Jet z2 = z.squared();
        Jet phi = density.phi();
        Jet whole = gradient(density.rs(), density.sSquared(), phi, GAS.at(density));
        Jet own = density.isPolarised() ? ofSpins(density, whole) : ofHalves(density, whole);
        Jet c = density.isPolarised() ? c(density) : z.owner.constant(zero[0]);
        Jet revised = whole.times(c.times(z2).plus(1)).minus(c.plus(1).times(z2).times(own));
        Jet perParticle = revised.times(revised.times(z.cubed()).times(D).plus(1));
        return density.rho().times(perParticle);
    }

    /** Σ_σ (ρ_σ/ρ) max(ε[ρ_σ alone], ε[ρ↑, ρ↓]). */
    private Jet ofSpins(KineticDensity density, Jet whole) {
        return ofSpin(density.up(), whole).plus(ofSpin(density.down(), whole));
    }

    private Jet ofSpin(KineticDensity.Channel spin, Jet whole) {
        return spin.share().v > 0
                ? spin.share().times(greater(alone(spin.rho(), spin.sigma()), whole))
                : spin.share().owner.constant(0);
    }

    /** The same for two equal spins. */
    private Jet ofHalves(KineticDensity density, Jet whole) {
        return greater(alone(density.rho().times(0.5), density.sigma().times(0.25)), whole);
    }

    private static Jet greater(Jet one, Jet other) {
        return one.v >= other.v ? one : other;
    }

    /** ε of the electrons of one spin alone. */
    private Jet alone(Jet rho, Jet sigma) {
        KineticDensity spin = KineticDensity.alone(rho, sigma);
        Jet rs = spin.rs();
        Jet phi = rho.owner.constant(alone);
        return gradient(rs, spin.sSquared(), phi, GAS.ferromagnetic(rs));
    }

    /** ε of PBE, Phys. Rev. Lett. 77, 3865 (1996), eqs. 7 and 8. */
    private Jet gradient(Jet rs, Jet p, Jet phi, GasCorrelation.Energy gas) {
        Jet gammaPhi3 = phi.cubed().times(GAMMA);
        Jet w = gas.perParticle().over(gammaPhi3).times(-1).expMinusOne();
        Jet ratio =
                screened
                        ? GasCorrelation.screening(rs).times(BETA / GAMMA)
                        : rs.owner.constant(BETA / GAMMA);
        Jet tSquared = p.over(phi.squared().times(rs)).times(T);
        Jet y = ratio.times(tSquared).over(w);
        Jet fraction = y.plus(1).over(y.polynomial(1, 1, 1));
        Jet h = gammaPhi3.times(ratio.times(tSquared).times(fraction).logOfOnePlus());
        return gas.perParticle().plus(h);
    }

    /** C(ζ, ξ). */
    private Jet c(KineticDensity density) {
        Jet atZero = density.zeta().squared().polynomial(zero);
        if (density.up().share().v == 0 || density.down().share().v == 0) {
            // It cancels in the energy.
            return atZero;
        }
        Jet plus = density.onePlusZeta();
        Jet minus = density.oneMinusZeta();
        Jet up = minus.squared().times(density.up().sigma());
        Jet down = plus.squared().times(density.down().sigma());
        Jet product = density.sigma().minus(density.up().sigma()).minus(density.down().sigma());
        Jet gradient = up.plus(down).minus(plus.times(minus).times(product));
        Jet xi2 = gradient.over(density.rho().power(8.0 / 3)).times(1 / (XI * XI));
        Jet weight = plus.power(-4.0 / 3).plus(minus.power(-4.0 / 3)).times(0.5);
        return atZero.over(xi2.times(weight).plus(1).squared().squared());
    }
}
