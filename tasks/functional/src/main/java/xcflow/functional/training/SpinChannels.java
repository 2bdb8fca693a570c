package xcflow.functional.training;

import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;

/**
 * Unpolarised densities 2ρ_σ, of which exchange is a sum; those of a closed shell once, with double
 * weight.
 *
 * @param weights of the points, as long as these
 * @param system that each point is of
 */
record SpinChannels(Points points, double[] weights, int[] system) {
    /** Spin densities at or below this (bohr⁻³) are left out. */
    private static final double NEGLIGIBLE = 1e-14;

    /**
     * The channels of a data set.
     *
     * @param kinetic whether they have kinetic energy densities
     */
    static SpinChannels of(DataSet set, boolean kinetic) {
        var from = set.points();
        int n = 0;
        for (int pass = 0; ; pass++) {
            var variables = kinetic ? Variable.KINETIC : Variable.GRADIENT;
            var points = Points.allocate(pass == 0 ? 0 : n, false, variables);
            double[] weights = new double[points.size()];
            int[] system = new int[points.size()];
            n = 0;
            for (int i = 0; i < set.size(); i++) {
                boolean closed = from.rhoA[i] == from.rhoB[i] && from.sigmaAA[i] == from.sigmaBB[i];
                if (kinetic) {
                    double[][] tau = from.of(Variable.TAU);
                    closed &= tau[0][i] == tau[1][i];
                }
                for (int spin = 0; spin < (closed ? 1 : 2); spin++) {
                    double rho = spin == 0 ? from.rhoA[i] : from.rhoB[i];
                    if (!(rho > NEGLIGIBLE)) {
                        continue;
                    }
                    if (pass == 1) {
                        double sigma = spin == 0 ? from.sigmaAA[i] : from.sigmaBB[i];
                        points.rhoA[n] = 2 * rho;
                        points.sigmaAA[n] = 4 * Math.max(sigma, 0);
                        if (kinetic) {
                            points.of(Variable.TAU)[0][n] = 2 * from.of(Variable.TAU)[spin][i];
                        }
                        weights[n] = set.weights()[i] * (closed ? 2 : 1);
                        system[n] = set.system()[i];
                    }
                    n++;
                }
            }
            if (pass == 1) {
                return new SpinChannels(points, weights, system);
            }
        }
    }
}
