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

    /** G(r_s) of eq. 10 and its derivative. */
    private static Energy fit(Pw92.Fit fit, Jet rs) {
        Jet root = rs.root();
        double a = fit.a();
        Jet q =
                root.polynomial(
                        0,
                        2 * a * fit.beta1(),
                        2 * a * fit.beta2(),
                        2 * a * fit.beta3(),
                        2 * a * fit.beta4());
        Jet slope =
                root.polynomial(
                                a * fit.beta1(),
                                2 * a * fit.beta2(),
                                3 * a * fit.beta3(),
                                4 * a * fit.beta4())
                        .over(root);
        Jet prefactor = rs.polynomial(-2 * a, -2 * a * fit.alpha1());
        Jet logarithm = q.inverse().logOfOnePlus();
        Jet fall = slope.over(q.squared().plus(q));
        return new Energy(
                prefactor.times(logarithm),
                logarithm.times(-2 * a * fit.alpha1()).minus(prefactor.times(fall)));
    }
}
