package xcflow.functional.reference;

/**
 * Correlation energy of the uniform electron gas as fitted to Monte Carlo energies with the spin
 * stiffness of the random-phase approximation. Vosko, Wilk and Nusair, Can. J. Phys. 58, 1200
 * (1980), eq. 4.4 ("formula V").
 */
final class Vwn5 implements UniformCorrelation {
    private static final Fit PARAMAGNETIC = Fit.of(0.0310907, -0.10498, 3.72744, 12.9352);
    private static final Fit FERROMAGNETIC = Fit.of(0.01554535, -0.32500, 7.06042, 18.0578);
    private static final Fit STIFFNESS =
            Fit.of(-1 / (6 * Math.PI * Math.PI), -0.0047584, 1.13107, 13.0045);

    /** Padé approximant in x = √r_s with Q = √(4c − b²). */
    private record Fit(double a, double x0, double b, double c, double q, double ratio) {

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
        PARAMAGNETIC.at(density.rs, Math.sqrt(density.rs), out);
    }

    @Override
    public void polarised(LocalDensity density, LocalEnergy out) {
        double rs = density.rs;
        double x = Math.sqrt(rs);
        PARAMAGNETIC.at(rs, x, out);
        double para = out.uniform;
        double paraRs = out.uniformRs;
        FERROMAGNETIC.at(rs, x, out);
        double ferro = out.uniform - para;
        double ferroRs = out.uniformRs - paraRs;
        STIFFNESS.at(rs, x, out);
        double stiff = out.uniform / SpinPolarisation.CURVATURE;
        double stiffRs = out.uniformRs / SpinPolarisation.CURVATURE;
        SpinPolarisation.interpolate(density, para, paraRs, ferro, ferroRs, stiff, stiffRs, out);
    }
}
