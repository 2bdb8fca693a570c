package xcflow.functional.reference;

/**
 * Correlation of SCAN, ε₁ + f(α)(ε₀ − ε₁) between the energies for α = 1 and for α = 0. J. Sun, A.
 * Ruzsinszky and J. P. Perdew, Phys. Rev. Lett. 115, 036402 (2015), eqs. 11 to 20; and of r²SCAN,
 * whose ε₁ has one term more: J. W. Furness et al., J. Phys. Chem. Lett. 11, 8208 (2020).
 *
 * @param orbitals how the kinetic energy density is turned into α
 * @param restored whether the second-order gradient expansion is restored as in r²SCAN
 */
record ScanCorrelation(ScanSwitch between, ScanExchange.Alpha orbitals, boolean restored)
        implements KineticCorrelation.Formula {
    private static final GasCorrelation GAS = new GasCorrelation(Pw92.MORE_DIGITS);
    private static final double GAMMA = PbeCorrelation.GAMMA;
    private static final double BETA = 0.06672455060314922;

    /** t² = this × s²/(φ² r_s). */
    private static final double T = Math.pow(3 * Math.PI * Math.PI / 16, 2.0 / 3);

    private static final double B1 = 0.0285764;
    private static final double B2 = 0.0889;
    private static final double B3 = 0.125541;

    /** χ_∞ for ζ = 0. */
    private static final double CHI = 0.12802585262625815;

    private static final double G = 2.363;

    @Override
    public Jet at(KineticDensity density) {
        Jet rs = density.rs();
        Jet p = density.sSquared();
        Jet spin = spin(density);
        GasCorrelation.Energy gas = GAS.at(density);
        GasCorrelation.Energy low = low(rs);

        Jet zero = low.perParticle().plus(singleOrbital(low.perParticle(), p));
        if (spin != null) {
            zero = zero.times(spin);
        }
        Jet one = gas.perParticle().plus(slowlyVarying(density, rs, p, gas, low, spin));
        Jet f = between.at(orbitals.of(density));
        return density.rho().times(one.plus(f.times(zero.minus(one))));
    }

    /** ε of the gas for α = 0 and r_s → ∞, and its derivative. */
    private static GasCorrelation.Energy low(Jet rs) {
        double root = Math.sqrt(rs.v);
        double inverse = 1 / (1 + B2 * root + B3 * rs.v);
        double slope = 0.5 * B2 / root + B3;
        double first = B1 * slope * inverse * inverse;
        double second = -0.25 * B2 / (root * rs.v) * B1 * inverse * inverse;
        return new GasCorrelation.Energy(
                rs.chain(-B1 * inverse, first),
                rs.chain(first, second - 2 * first * slope * inverse));
    }

    /** H₀ = b₁ ln[1 + w₀(1 − g_∞)]. */
    private static Jet singleOrbital(Jet low, Jet p) {
        Jet w = low.times(-1 / B1).expMinusOne();
        return w.times(inverseFourthRoot(p.times(4 * CHI)).from(1)).logOfOnePlus().times(B1);
    }

    /** (1 + y)^{−1/4}. */
    private static Jet inverseFourthRoot(Jet y) {
        double value = 1 / Math.sqrt(Math.sqrt(1 + y.v));
        return y.chain(value, -0.25 * value / (1 + y.v));
    }

    /** G_c(ζ) = {1 − 2.3631 [d_x(ζ) − 1]} (1 − ζ¹²); null for 1. */
    private static Jet spin(KineticDensity density) {
        if (!density.isPolarised()) {
            return null;
        }
        Jet zeta4 = density.zeta().squared().squared();
        return density.spinMean(4.0 / 3).plus(-1).times(-G).plus(1).times(zeta4.cubed().from(1));
    }

    /** H₁ = γφ³ ln[1 + w₁(1 − g(y))]. */
    private Jet slowlyVarying(
            KineticDensity density,
            Jet rs,
            Jet p,
            GasCorrelation.Energy gas,
            GasCorrelation.Energy low,
            Jet spin) {
        Jet phi = density.phi();
        Jet gammaPhi3 = phi.cubed().times(GAMMA);
        Jet w = gas.perParticle().over(gammaPhi3).times(-1).expMinusOne();
        Jet beta = GasCorrelation.screening(rs).times(BETA);
        Jet tSquared = p.over(phi.squared().times(rs)).times(T);
        Jet y = beta.times(tSquared).over(w).times(1 / GAMMA);
        if (restored) {
            Jet ds = density.spinKinetic();
            y = y.minus(restoration(rs, p, gas, low, spin).over(ds.times(gammaPhi3).times(w)));
        }
        Jet g = inverseFourthRoot(y.times(4));
        return gammaPhi3.times(w.times(g.from(1)).logOfOnePlus());
    }

    /** Δy γ d_s φ³ w₁. */
    private Jet restoration(
            Jet rs, Jet p, GasCorrelation.Energy gas, GasCorrelation.Energy low, Jet spin) {
        Jet zero = spin == null ? low.perParticle() : low.perParticle().times(spin);
        Jet zeroSlope = spin == null ? low.slope() : low.slope().times(spin);
        Jet byDensity = rs.times(zeroSlope.minus(gas.slope())).times(20);
        Jet byOrbitals = zero.minus(gas.perParticle()).times(45 * R2ScanExchange.ETA);
        return byDensity
                .minus(byOrbitals)
                .times(p)
                .times(R2ScanExchange.damping(p))
                .times(between.slopeAtOne() / 27);
    }
}
