package xcflow.functional.reference;

/**
 * Correlation energy per particle of the uniform electron gas as jets, after Perdew and Wang
 * (1992), for functionals that are made of it and of its derivative.
 *
 * @param gas constants
 */
record GasCorrelation(Pw92 gas) {
    private static final double NORM = 1 / (2 * Math.cbrt(2) - 2);

    /** ε_c and ∂ε_c/∂r_s. */
    record Energy(Jet perParticle, Jet slope) {
        private Energy plus(Jet factor, Energy other) {
            return new Energy(
                    perParticle.plus(factor.times(other.perParticle)),
                    slope.plus(factor.times(other.slope)));
        }

        private Energy times(double factor) {
            return new Energy(perParticle.times(factor), slope.times(factor));
        }

        private Energy minus(Energy other) {
            return new Energy(perParticle.minus(other.perParticle), slope.minus(other.slope));
        }
    }

    /** ε_c(r_s, ζ) of a density. */
    Energy at(KineticDensity density) {
        Jet rs = density.rs();
        Energy para = fit(gas.paramagnetic(), rs);
        if (!density.isPolarised()) {
            return para;
        }
        Energy ferro = fit(gas.ferromagnetic(), rs).minus(para);
        Energy stiff = fit(gas.stiffness(), rs).times(-1 / gas.curvature());
        Jet f = density.spinMean(4.0 / 3).plus(-1).times(2 * NORM);
        Jet zeta = density.zeta();
        Energy mixed = stiff.plus(zeta.squared().squared(), ferro.minus(stiff));
        return para.plus(f, mixed);
    }

    /** ε_c(r_s, ±1) of a density all of whose electrons have one spin. */
    Energy ferromagnetic(Jet rs) {
        return fit(gas.ferromagnetic(), rs);
    }

    /**
     * How the gradient coefficient of correlation falls with the density, (1 + 0.1 r_s)/(1 + 0.1778
     * r_s). Perdew et al., Phys. Rev. Lett. 103, 026403 (2009), eq. 3.
     */
    static Jet screening(Jet rs) {
        double inverse = 1 / (1 + 0.1778 * rs.v);
        return rs.chain((1 + 0.1 * rs.v) * inverse, (0.1 - 0.1778) * inverse * inverse);
    }

    /** G(r_s) of eq. 10, its derivative, and theirs. */
    private static Energy fit(Pw92.Fit fit, Jet rs) {
        double a = fit.a();
        double x = Math.sqrt(rs.v);
        // q and its derivatives by √r_s, then by r_s
        double q =
                2 * a * x * (fit.beta1() + x * (fit.beta2() + x * (fit.beta3() + x * fit.beta4())));
        double byRoot =
                2
                        * a
                        * (fit.beta1()
                                + x
                                        * (2 * fit.beta2()
                                                + x * (3 * fit.beta3() + x * 4 * fit.beta4())));
        double byRoot2 = 2 * a * (2 * fit.beta2() + x * (6 * fit.beta3() + x * 12 * fit.beta4()));
        double slope = byRoot / (2 * x);
        double curvature = (byRoot2 - byRoot / x) / (4 * rs.v);
        // logarithm and its derivatives
        double inverse = 1 / (q * (q + 1));
        double logarithm = Math.log1p(1 / q);
        double fall = -slope * inverse;
        double bend = -curvature * inverse + slope * slope * (2 * q + 1) * inverse * inverse;
        double prefactor = -2 * a * (1 + fit.alpha1() * rs.v);
        double step = -2 * a * fit.alpha1();
        double first = step * logarithm + prefactor * fall;
        return new Energy(
                rs.chain(prefactor * logarithm, first),
                rs.chain(first, 2 * step * fall + prefactor * bend));
    }
}
