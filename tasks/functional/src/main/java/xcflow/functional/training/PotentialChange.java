package xcflow.functional.training;

import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * How far the potential of a functional is from that of another with the same architecture at given
 * densities: the mean square, per electron, of the changes of v_ρ, 2σv_σ/ρ and 2τv_τ/ρ of exchange
 * and of correlation. It measures a change of weights by what it does instead of by how long it is.
 *
 * @param origin from whose potential the change is counted
 * @param densities points of one or more systems, each electron of which counts the same
 * @param threads that may be used
 */
public record PotentialChange(NeuralFunctional origin, DataSet densities, int threads) {
    /** Cells of density, gradient and kinetic energy density that points are gathered in. */
    private static final int CELLS = 25;

    private static final LossWeights POTENTIALS = new LossWeights(0, 1, 1, 0, 0);

    /**
     * The square near the weights it was taken at: that of weights moved by δ is to second order
     * {@code square} + 2δᵀ{@code slope} + δᵀ{@code matrix}δ, where the matrix is that of Gauss and
     * Newton.
     *
     * @param square in Ha²
     * @param slope half the gradient, those of the weights of exchange first
     * @param matrix symmetric and positive semidefinite, [weights × weights] row-major
     */
    public record Near(double square, double[] slope, double[] matrix) {

        /** The same times a factor. */
        public Near times(double factor) {
            return new Near(factor * square, scaled(slope, factor), scaled(matrix, factor));
        }

        private static double[] scaled(double[] values, double factor) {
            double[] result = values.clone();
            for (int i = 0; i < result.length; i++) {
                result[i] *= factor;
            }
            return result;
        }
    }

    /** The mean square change of a functional's potential, Ha². */
    public double square(NeuralFunctional functional) {
        try (Workers workers = new Workers(threads)) {
            return square(problem(true, functional, workers), functional.exchangeFactor())
                    + square(problem(false, functional, workers), functional.correlationFactor());
        }
    }

    private static double square(FactorProblem problem, Factor factor) {
        double[] deviations = new double[problem.rows()];
        problem.deviations(factor.network().parameters(), deviations);
        return squares(deviations);
    }

    /** The same with its derivatives by the weights. */
    public Near near(NeuralFunctional functional) {
        try (Workers workers = new Workers(threads)) {
            Near x = near(problem(true, functional, workers), functional.exchangeFactor());
            Near c = near(problem(false, functional, workers), functional.correlationFactor());
            int first = x.slope.length;
            int all = first + c.slope.length;
            double[] slope = new double[all];
            double[] matrix = new double[all * all];
            System.arraycopy(x.slope, 0, slope, 0, first);
            System.arraycopy(c.slope, 0, slope, first, all - first);
            for (int i = 0; i < first; i++) {
                System.arraycopy(x.matrix, i * first, matrix, i * all, first);
            }
            for (int i = first; i < all; i++) {
                int from = (i - first) * (all - first);
                System.arraycopy(c.matrix, from, matrix, i * all + first, all - first);
            }
            return new Near(x.square + c.square, slope, matrix);
        }
    }

    private static Near near(FactorProblem problem, Factor factor) {
        int n = problem.parameters();
        double[] deviations = new double[problem.rows()];
        double[] jacobian = new double[Math.multiplyExact(problem.rows(), n)];
        problem.jacobian(factor.network().parameters(), deviations, jacobian);
        double[] slope = new double[n];
        double[] matrix = new double[n * n];
        int rows = problem.rows();
        LinearAlgebra.multiply(true, false, n, 1, rows, 1, jacobian, deviations, 0, slope);
        LinearAlgebra.multiply(true, false, n, n, rows, 1, jacobian, jacobian, 0, matrix);
        return new Near(squares(deviations), slope, matrix);
    }

    private FactorProblem problem(boolean exchange, NeuralFunctional functional, Workers workers) {
        Part part =
                exchange ? Part.exchange(functional, origin) : Part.correlation(functional, origin);
        Factor factor = exchange ? functional.exchangeFactor() : functional.correlationFactor();
        return CloningLoss.of(part, factor, densities, POTENTIALS, CELLS, false, workers).problem();
    }

    private static double squares(double[] deviations) {
        double sum = 0;
        for (double deviation : deviations) {
            sum += deviation * deviation;
        }
        return sum;
    }
}
