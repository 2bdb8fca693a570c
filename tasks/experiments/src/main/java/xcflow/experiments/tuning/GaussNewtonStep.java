package xcflow.experiments.tuning;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import xcflow.functional.training.PotentialChange;
import xcflow.numerics.Constants;
import xcflow.numerics.LinearAlgebra;

/**
 * The step of a least-squares problem with few residuals and many parameters.
 *
 * @param jacobian derivatives of the residuals, [residuals × parameters], row-major
 * @param residuals as many as there are rows
 * @param displacement of the parameters from where they are held to
 */
record GaussNewtonStep(double[] jacobian, double[] residuals, double[] displacement) {

    /** At converged systems: residuals are weighted deviations of targets in kcal/mol. */
    static GaussNewtonStep at(
            List<EnergyTarget> targets,
            Map<String, TunedSystem.State> states,
            double[] displacement) {
        int p = displacement.length;
        double[] jacobian = new double[targets.size() * p];
        double[] residuals = new double[targets.size()];
        Map<String, Double> energies = FineTuning.energies(states);
        for (int t = 0; t < targets.size(); t++) {
            double[] row = derivative(targets.get(t), states, p);
            System.arraycopy(row, 0, jacobian, t * p, p);
            residuals[t] =
                    Math.sqrt(targets.get(t).emphasis()) * targets.get(t).deviation(energies);
        }
        return new GaussNewtonStep(jacobian, residuals, displacement);
    }

    /**
     * Derivative of a target's energy times the root of its weight, kcal/mol per unit of each
     * parameter.
     */
    private static double[] derivative(
            EnergyTarget target, Map<String, TunedSystem.State> states, int parameters) {
        double[] sum = new double[parameters];
        double unit = Math.sqrt(target.emphasis()) * Constants.HARTREE_IN_KCAL_PER_MOL;
        target.coefficients()
                .forEach(
                        (name, coefficient) -> {
                            TunedSystem.State state = states.get(name);
                            double[] x = state.exchange();
                            double[] c = state.correlation();
                            for (int i = 0; i < x.length; i++) {
                                sum[i] += unit * coefficient * x[i];
                            }
                            for (int i = 0; i < c.length; i++) {
                                sum[x.length + i] += unit * coefficient * c[i];
                            }
                        });
        return sum;
    }

    /** Mean square of the derivatives of a residual. */
    double scale() {
        double sum = 0;
        int p = displacement.length;
        for (int t = 0; t < residuals.length; t++) {
            sum +=
                    Arrays.stream(jacobian, t * p, (t + 1) * p).map(v -> v * v).sum()
                            / residuals.length;
        }
        return sum;
    }

    /**
     * Minimum δ of |r + Jδ|² + λ|d + δ|² + ν|δ|² + 2gᵀδ + δᵀMδ.
     *
     * @param held what else holds the parameters: g and the positive semidefinite M
     */
    double[] solve(double lambda, double nu, PotentialChange.Near held) {
        int p = displacement.length;
        double[] step = new double[p];
        for (int i = 0; i < p; i++) {
            step[i] = -lambda * displacement[i] - held.slope()[i];
        }
        subtractSlope(step);
        double[] matrix = held.matrix().clone();
        LinearAlgebra.multiply(
                true, false, p, p, residuals.length, 1, jacobian, jacobian, 1, matrix);
        for (int i = 0; i < p; i++) {
            matrix[i * p + i] += lambda + nu;
        }
        LinearAlgebra.solvePositive(p, matrix, 1, step);
        return step;
    }

    /** Subtracts Jᵀr. */
    private void subtractSlope(double[] from) {
        int p = displacement.length;
        for (int t = 0; t < residuals.length; t++) {
            for (int i = 0; i < p; i++) {
                from[i] -= jacobian[t * p + i] * residuals[t];
            }
        }
    }

    /**
     * Minimum δ of |r + Jδ|² + λ|d + δ|² + ν|δ|². With κ = λ + ν and b = −Jᵀr − λd it is δ = (b −
     * Jᵀ(JJᵀ + κ)⁻¹ J b)/κ, which needs only a matrix as large as there are residuals.
     */
    double[] solve(double lambda, double nu) {
        int n = residuals.length;
        int p = displacement.length;
        double kappa = lambda + nu;
        double[] b = new double[p];
        for (int i = 0; i < p; i++) {
            b[i] = -lambda * displacement[i];
        }
        subtractSlope(b);
        double[] gram = new double[n * n];
        LinearAlgebra.multiply(false, true, n, n, p, 1, jacobian, jacobian, 0, gram);
        for (int t = 0; t < n; t++) {
            gram[t * n + t] += kappa;
        }
        double[] projected = new double[n];
        LinearAlgebra.multiply(false, false, n, 1, p, 1, jacobian, b, 0, projected);
        LinearAlgebra.solvePositive(n, gram, 1, projected);
        double[] back = new double[p];
        LinearAlgebra.multiply(true, false, p, 1, n, 1, jacobian, projected, 0, back);
        double[] step = new double[p];
        for (int i = 0; i < p; i++) {
            step[i] = (b[i] - back[i]) / kappa;
        }
        return step;
    }
}
