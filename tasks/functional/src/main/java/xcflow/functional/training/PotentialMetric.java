package xcflow.functional.training;

import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * How much the weights of a functional move its potential at given densities: to first order δθᵀGδθ
 * is the mean square change, per electron, of v_ρ, 2σv_σ/ρ and 2τv_τ/ρ of exchange and of
 * correlation. It is the Gauss–Newton matrix of a loss of potentials, and measures a change of
 * weights by what it does instead of by how long it is.
 *
 * @param parameters number of weights, those of exchange first
 * @param matrix G in Ha², symmetric, [parameters × parameters] row-major
 */
public record PotentialMetric(int parameters, double[] matrix) {
    /** Cells of density, gradient and kinetic energy density that points are gathered in. */
    private static final int CELLS = 25;

    private static final LossWeights POTENTIALS = new LossWeights(0, 1, 1, 0, 0);

    /**
     * The metric at a functional's own weights.
     *
     * @param densities points of one or more systems, each electron of which counts the same
     */
    public static PotentialMetric of(NeuralFunctional functional, DataSet densities, int threads) {
        try (Workers workers = new Workers(threads)) {
            Factor exchange = functional.exchangeFactor();
            Factor correlation = functional.correlationFactor();
            double[] first =
                    gram(Part.exchange(functional, functional), exchange, densities, workers);
            double[] second =
                    gram(Part.correlation(functional, functional), correlation, densities, workers);
            int x = exchange.network().parameters().length;
            int c = correlation.network().parameters().length;
            double[] matrix = new double[(x + c) * (x + c)];
            for (int i = 0; i < x; i++) {
                System.arraycopy(first, i * x, matrix, i * (x + c), x);
            }
            for (int i = 0; i < c; i++) {
                System.arraycopy(second, i * c, matrix, (x + i) * (x + c) + x, c);
            }
            return new PotentialMetric(x + c, matrix);
        }
    }

    private static double[] gram(Part part, Factor factor, DataSet densities, Workers workers) {
        FactorProblem problem =
                CloningLoss.of(part, factor, densities, POTENTIALS, CELLS, false, workers)
                        .problem();
        int n = problem.parameters();
        double[] deviations = new double[problem.rows()];
        double[] jacobian = new double[Math.multiplyExact(problem.rows(), n)];
        problem.jacobian(factor.network().parameters(), deviations, jacobian);
        double[] gram = new double[n * n];
        LinearAlgebra.multiply(true, false, n, n, problem.rows(), 1, jacobian, jacobian, 0, gram);
        return gram;
    }

    /** δθᵀGδθ in Ha². */
    public double square(double[] change) {
        double sum = 0;
        for (int i = 0; i < parameters; i++) {
            for (int j = 0; j < parameters; j++) {
                sum += change[i] * matrix[i * parameters + j] * change[j];
            }
        }
        return sum;
    }
}
