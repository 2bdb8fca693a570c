package xcflow.functional.reference;

/**
 * Enhancement factor of M06-L: PBE's times a polynomial in w = (t − 1)/(t + 1), t = τ_unif/τ, plus
 * the working function h of VS98. Y. Zhao and D. G. Truhlar, J. Chem. Phys. 125, 194101 (2006),
 * eqs. 3 to 13 and table I.
 */
final class M06LExchange implements KineticExchange.Factor {
    private static final double KAPPA = 0.804;
    private static final double MU = 0.2195149727645171;
    private static final double[] A = {
        0.3987756, 0.2548219, 0.3923994, -2.103655, -6.302147, 10.97615, 30.97273, -23.18489,
        -56.73480, 21.60364, 34.21814, -9.049762
    };
    private static final WorkingFunction H =
            new WorkingFunction(
                    0.00186726,
                    0.6012244,
                    0.004748822,
                    -0.008635108,
                    -0.000009308062,
                    0.00004482811,
                    0);

    @Override
    public Jet at(KineticDensity density) {
        Jet gradient = density.sSquared().times(MU / KAPPA).plus(1).inverse();
        Jet pbe = gradient.times(-KAPPA).plus(1 + KAPPA);
        Jet uniform = density.uniform();
        Jet w = uniform.minus(density.tau()).over(uniform.plus(density.tau()));
        WorkingFunction.Spin spin =
                WorkingFunction.Spin.of(
                        density.rho().times(0.5),
                        density.sigma().times(0.25),
                        density.tau().times(0.5));
        return pbe.times(w.polynomial(A)).plus(H.at(spin.xSquared(), spin.z()));
    }
}
