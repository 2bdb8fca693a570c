package xcflow.functional.reference;

/**
 * Correlation energy of the uniform electron gas. Perdew and Wang, Phys. Rev. B 45, 13244 (1992),
 * eqs. 8–10 and table I.
 *
 * @param paramagnetic ε_c(r_s, 0)
 * @param ferromagnetic ε_c(r_s, 1)
 * @param stiffness −α_c(r_s)
 * @param curvature f''(0)
 */
record Pw92(Fit paramagnetic, Fit ferromagnetic, Fit stiffness, double curvature)
        implements UniformCorrelation {

    /** With the constants that the paper prints. */
    static final Pw92 AS_PRINTED = of(0.031091, 0.015545, 0.016887, 1.709921);

    /**
     * With more digits of the high-density limits and the exact f''(0), as the authors of PBE use
     * it in their own programs; this is what PBE and its relatives contain.
     */
    static final Pw92 MORE_DIGITS =
            of(0.0310907, 0.01554535, 0.0168869, SpinPolarisation.CURVATURE);

    private static Pw92 of(
            double paramagnetic, double ferromagnetic, double stiffness, double curvature) {
        return new Pw92(
                new Fit(paramagnetic, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294),
                new Fit(ferromagnetic, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517),
                new Fit(stiffness, 0.11125, 10.357, 3.6231, 0.88026, 0.49671),
                curvature);
    }

    /** The function G(r_s) of eq. 10 with p = 1. */
    record Fit(double a, double alpha1, double beta1, double beta2, double beta3, double beta4) {

        /** Stores G and dG/dr_s as the uniform energy of {@code out}. */
        void at(double rs, double root, LocalEnergy out) {
            double prefactor = -2 * a * (1 + alpha1 * rs);
            double q = 2 * a * root * (beta1 + root * (beta2 + root * (beta3 + root * beta4)));
            // √r_s dq/dr_s
            double slope = a * (beta1 + root * (2 * beta2 + root * (3 * beta3 + root * 4 * beta4)));
            // One division serves 1/q and the derivative of the logarithm.
            double inverse = 1 / (root * q * (q + 1));
            double logarithm =
                    Logarithm.ofOnePlus(root * (q + 1) * inverse, root * q * q * inverse);
            out.uniform = prefactor * logarithm;
            out.uniformRs = -2 * a * alpha1 * logarithm - prefactor * slope * inverse;
        }
    }

    @Override
    public void unpolarised(LocalDensity density, LocalEnergy out) {
        paramagnetic.at(density.rs, Math.sqrt(density.rs), out);
    }

    @Override
    public void polarised(LocalDensity density, LocalEnergy out) {
        double rs = density.rs;
        double root = Math.sqrt(rs);
        paramagnetic.at(rs, root, out);
        double para = out.uniform;
        double paraRs = out.uniformRs;
        ferromagnetic.at(rs, root, out);
        double ferro = out.uniform - para;
        double ferroRs = out.uniformRs - paraRs;
        stiffness.at(rs, root, out);
        double stiff = -out.uniform / curvature;
        double stiffRs = -out.uniformRs / curvature;
        SpinPolarisation.interpolate(density, para, paraRs, ferro, ferroRs, stiff, stiffRs, out);
    }
}
