package xcflow.functional.reference;

/**
 * Correlation of M06-L, of opposite and of equal spins apart, each the uniform gas's times a
 * polynomial in the gradient plus the working function of VS98; that of equal spins vanishes for a
 * single electron. Y. Zhao and D. G. Truhlar, J. Chem. Phys. 125, 194101 (2006), eqs. 14 to 22 and
 * table I.
 */
final class M06LCorrelation implements KineticCorrelation.Formula {
    private static final GasCorrelation GAS = new GasCorrelation(Pw92.MORE_DIGITS);
    private static final double GAMMA_OPPOSITE = 0.0031;
    private static final double GAMMA_EQUAL = 0.06;
    private static final double[] OPPOSITE = {0.6042374, 177.6783, -251.3252, 76.35173, -12.55699};
    private static final double[] EQUAL = {0.5349466, 0.5396620, -31.61217, 51.49592, -29.19613};
    private static final WorkingFunction H_OPPOSITE =
            new WorkingFunction(
                    0.00304966, 0.3957626, -0.5614546, 0.01403963, 0.0009831442, -0.003577176, 0);
    private static final WorkingFunction H_EQUAL =
            new WorkingFunction(
                    0.00515088, 0.4650534, 0.1617589, 0.1833657, 0.0004692100, -0.004990573, 0);

    /** One spin: its reduced variables, and the energy of its uniform gas alone. */
    private record Part(WorkingFunction.Spin spin, Jet gas) {
        static Part of(Jet rho, Jet sigma, Jet tau) {
            Jet rs = KineticDensity.alone(rho, sigma).rs();
            return new Part(
                    WorkingFunction.Spin.of(rho, sigma, tau),
                    rho.times(GAS.ferromagnetic(rs).perParticle()));
        }

        /**
         * Zero for a single electron, whose kinetic energy density is von Weizsäcker's. Without any
         * there is no gradient either.
         */
        Jet equal() {
            Jet x2 = spin.xSquared();
            Jet kinetic = spin.z().plus(WorkingFunction.UNIFORM);
            Jet notAlone =
                    kinetic.v > 0 ? x2.over(kinetic).times(-0.25).plus(1) : gas.owner.constant(1);
            Jet factor = series(x2, GAMMA_EQUAL, EQUAL).plus(H_EQUAL.at(x2, spin.z()));
            return gas.times(notAlone).times(factor);
        }
    }

    @Override
    public Jet at(KineticDensity density) {
        Jet whole = density.rho().times(GAS.at(density).perParticle());
        if (!density.isPolarised()) {
            Part half =
                    Part.of(
                            density.rho().times(0.5),
                            density.sigma().times(0.25),
                            density.tau().times(0.5));
            return half.equal()
                    .times(2)
                    .plus(opposite(whole.minus(half.gas().times(2)), half, half));
        }
        KineticDensity.Channel up = density.up();
        KineticDensity.Channel down = density.down();
        if (up.rho().v <= 0 || down.rho().v <= 0) {
            KineticDensity.Channel only = up.rho().v > 0 ? up : down;
            return Part.of(only.rho(), only.sigma(), only.tau()).equal();
        }
        Part a = Part.of(up.rho(), up.sigma(), up.tau());
        Part b = Part.of(down.rho(), down.sigma(), down.tau());
        Jet gas = whole.minus(a.gas()).minus(b.gas());
        return a.equal().plus(b.equal()).plus(opposite(gas, a, b));
    }

    private static Jet opposite(Jet gas, Part a, Part b) {
        Jet x2 = a.spin().xSquared().plus(b.spin().xSquared());
        Jet z = a.spin().z().plus(b.spin().z());
        return gas.times(series(x2, GAMMA_OPPOSITE, OPPOSITE).plus(H_OPPOSITE.at(x2, z)));
    }

    /** Σ c_i u^i with u = γx²/(1 + γx²). A. D. Becke, J. Chem. Phys. 107, 8554 (1997), eq. 4. */
    private static Jet series(Jet xSquared, double gamma, double[] c) {
        Jet u = xSquared.times(gamma);
        return u.over(u.plus(1)).polynomial(c);
    }
}
