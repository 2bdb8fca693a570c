package xcflow.functional.reference;

/**
 * Correlation energy of the uniform electron gas, fitted to Monte Carlo energies for r_s ≥ 1 and to
 * the high-density expansion below. Perdew and Zunger, Phys. Rev. B 23, 5048 (1981), appendix C.
 * The two branches do not meet exactly at r_s = 1.
 */
final class Pz81 implements UniformCorrelation {
    private static final Fit PARAMAGNETIC =
            new Fit(-0.1423, 1.0529, 0.3334, 0.0311, -0.048, 0.0020, -0.0116);
    private static final Fit FERROMAGNETIC =
            new Fit(-0.0843, 1.3981, 0.2611, 0.01555, -0.0269, 0.0007, -0.0048);

    /** r_s = 1, whatever its last digits are after rounding. */
    private static final double BOUNDARY = 1 - 4 * Math.ulp(1.0);

    private record Fit(
            double gamma, double beta1, double beta2, double a, double b, double c, double d) {

        void at(double rs, LocalEnergy out) {
            if (rs >= BOUNDARY) {
                double root = Math.sqrt(rs);
                double inverse = 1 / (1 + beta1 * root + beta2 * rs);
                out.uniform = gamma * inverse;
                out.uniformRs = -gamma * inverse * inverse * (beta1 / (2 * root) + beta2);
            } else {
                double logarithm = Math.log(rs);
                out.uniform = (a + c * rs) * logarithm + b + d * rs;
                out.uniformRs = a / rs + c * (logarithm + 1) + d;
            }
        }
    }

    @Override
    public void unpolarised(LocalDensity density, LocalEnergy out) {
        PARAMAGNETIC.at(density.rs, out);
    }

    @Override
    public void polarised(LocalDensity density, LocalEnergy out) {
        PARAMAGNETIC.at(density.rs, out);
        double para = out.uniform;
        double paraRs = out.uniformRs;
        FERROMAGNETIC.at(density.rs, out);
        double f = SpinPolarisation.f(density);
        double difference = out.uniform - para;
        out.uniform = para + f * difference;
        out.uniformRs = paraRs + f * (out.uniformRs - paraRs);
        out.uniformZeta = SpinPolarisation.slope(density) * difference;
    }
}
