package xcflow.functional.reference;

/**
 * Correlation energy of the uniform electron gas as fitted to Monte Carlo energies with the spin
 * stiffness of the random-phase approximation. Vosko, Wilk and Nusair, Can. J. Phys. 58, 1200
 * (1980), eq. 4.4.
 *
 * @param stiffness spin stiffness; null if energies are interpolated by f(ζ) alone
 */
record Vwn5(Fit paramagnetic, Fit ferromagnetic, Fit stiffness) implements UniformCorrelation {
    /** Fitted to the Monte Carlo energies of Ceperley and Alder, formula V. */
    static final Vwn5 MONTE_CARLO =
            new Vwn5(
                    Fit.of(0.0310907, -0.10498, 3.72744, 12.9352),
                    Fit.of(0.01554535, -0.32500, 7.06042, 18.0578),
                    Fit.of(-1 / (6 * Math.PI * Math.PI), -0.0047584, 1.13107, 13.0045));

    /**
     * Fitted to the random-phase approximation, interpolated between the spins by f(ζ) alone: what
     * most programs take for B3LYP.
     */
    static final Vwn5 RANDOM_PHASE =
            new Vwn5(
                    Fit.of(0.0310907, -0.409286, 13.0720, 42.7198),
                    Fit.of(0.01554535, -0.743294, 20.1231, 101.578),
                    null);

    /** Padé approximant in x = √r_s with Q = √(4c − b²). */
    record Fit(double a, double x0, double b, double c, double q, double ratio) {

        static Fit of(double a, double x0, double b, double c) {
            return new Fit(a, x0, b, c, Math.sqrt(4 * c - b * b), b * x0 / (x0 * x0 + b * x0 + c));
        }

        /** Stores the energy and its derivative with respect to r_s. */
        void at(double rs, double x, LocalEnergy out) {
            double polynomial = rs + b * x + c;
            double angle = Math.atan(q / (2 * x + b));
            double difference = x - x0;
            out.uniform =
                    a
                            * (Math.log(rs / polynomial)
                                    + 2 * b / q * angle
                                    - ratio
                                            * (Math.log(difference * difference / polynomial)
                                                    + 2 * (b + 2 * x0) / q * angle));
            // d/dx of the bracket; angle' = −q / (2 X(x)).
            double slope =
                    2 / x
                            - (2 * x + 2 * b) / polynomial
                            - ratio * (2 / difference - (2 * x + 2 * b + 2 * x0) / polynomial);
            out.uniformRs = a * slope / (2 * x);
        }
    }

    @Override
    public void unpolarised(LocalDensity density, LocalEnergy out) {
        paramagnetic.at(density.rs, Math.sqrt(density.rs), out);
    }

    @Override
    public void polarised(LocalDensity density, LocalEnergy out) {
        double rs = density.rs;
        double x = Math.sqrt(rs);
        paramagnetic.at(rs, x, out);
        double para = out.uniform;
        double paraRs = out.uniformRs;
        ferromagnetic.at(rs, x, out);
        double ferro = out.uniform - para;
        double ferroRs = out.uniformRs - paraRs;
        double stiff = ferro;
        double stiffRs = ferroRs;
        if (stiffness != null) {
            stiffness.at(rs, x, out);
            stiff = out.uniform / SpinPolarisation.CURVATURE;
            stiffRs = out.uniformRs / SpinPolarisation.CURVATURE;
        }
        SpinPolarisation.interpolate(density, para, paraRs, ferro, ferroRs, stiff, stiffRs, out);
    }
}
