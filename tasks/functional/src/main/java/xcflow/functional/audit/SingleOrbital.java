package xcflow.functional.audit;

import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;

/**
 * Electrons that share one hydrogen-like orbital, ρ_σ = n_σ (Z³/π) e^{−2Zr}, so that τ_σ is von
 * Weizsäcker's, with a quadrature over the radius.
 *
 * @param charge Z
 * @param electrons their number
 * @param polarisation ζ, the same everywhere
 */
record SingleOrbital(double charge, double electrons, double polarisation) {
    private static final int POINTS = 400;

    /** e^{−2·35} is no density any more. */
    private static final double FARTHEST = 35;

    /** Energy of a functional, or of a part of one, Ha. */
    double energy(Functional functional) {
        var points = Points.allocate(POINTS, true, Variable.KINETIC);
        double[] weights = new double[POINTS];
        // Zr = x² makes the integrand smooth at both ends of the trapezoidal rule.
        double step = Math.sqrt(FARTHEST) / POINTS;
        for (int i = 0; i < POINTS; i++) {
            double x = (i + 1) * step;
            double r = x * x / charge;
            weights[i] = 4 * Math.PI * r * r * 2 * x / charge * step;
            set(points, i, Math.pow(charge, 3) / Math.PI * Math.exp(-2 * x * x));
        }
        var results = Results.like(points);
        functional.evaluate(points, results);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += weights[i] * results.energy[i];
        }
        return sum;
    }

    private void set(Points points, int i, double orbital) {
        double up = electrons * (1 + polarisation) / 2;
        double down = electrons * (1 - polarisation) / 2;
        double gradient = 2 * charge * orbital;
        points.rhoA[i] = up * orbital;
        points.rhoB[i] = down * orbital;
        points.sigmaAA[i] = up * up * gradient * gradient;
        points.sigmaAB[i] = up * down * gradient * gradient;
        points.sigmaBB[i] = down * down * gradient * gradient;
        double[][] tau = points.of(Variable.TAU);
        tau[0][i] = up * charge * charge * orbital / 2;
        tau[1][i] = down * charge * charge * orbital / 2;
    }
}
