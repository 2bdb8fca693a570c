package xcflow.gaussian.correlated;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import xcflow.numerics.LinearAlgebra;

/**
 * Direct inversion in the iterative subspace: the combination of past vectors whose combined error
 * is least. P. Pulay, J. Comput. Chem. 3, 556 (1982).
 */
final class Extrapolation {
    private record Step(double[] vector, double[] error) {}

    private final int length;
    private final Deque<Step> steps = new ArrayDeque<>();

    /**
     * @param length how many past vectors to combine
     */
    Extrapolation(int length) {
        this.length = length;
    }

    /** Takes a vector with its error; gives the combination to go on with. Keeps both arrays. */
    double[] next(double[] vector, double[] error) {
        steps.addLast(new Step(vector, error));
        if (steps.size() > length) {
            steps.removeFirst();
        }
        double[] weights = weights();
        while (weights == null) {
            steps.removeFirst();
            weights = weights();
        }
        double[] result = new double[vector.length];
        int k = 0;
        for (Step step : steps) {
            double weight = weights[k++];
            double[] from = step.vector;
            for (int i = 0; i < result.length; i++) {
                result[i] += weight * from[i];
            }
        }
        return result;
    }

    /** Weights that sum to one; null if the errors are linearly dependent. */
    private double[] weights() {
        List<Step> list = List.copyOf(steps);
        int m = list.size();
        if (m == 1) {
            return new double[] {1};
        }
        double[] matrix = new double[(m + 1) * (m + 1)];
        double scale = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double value = Matrices.dot(list.get(i).error, list.get(j).error);
                matrix[i * (m + 1) + j] = value;
                matrix[j * (m + 1) + i] = value;
            }
            scale = Math.max(scale, matrix[i * (m + 1) + i]);
            matrix[i * (m + 1) + m] = -1;
            matrix[m * (m + 1) + i] = -1;
        }
        if (scale == 0) {
            double[] last = new double[m];
            last[m - 1] = 1;
            return last;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                matrix[i * (m + 1) + j] /= scale;
            }
        }
        double[] right = new double[m + 1];
        right[m] = -1;
        try {
            LinearAlgebra.solveSymmetric(m + 1, matrix, right);
        } catch (ArithmeticException singular) {
            return null;
        }
        double[] weights = java.util.Arrays.copyOf(right, m);
        for (double weight : weights) {
            if (!(Math.abs(weight) < 1e4)) {
                return null;
            }
        }
        return weights;
    }
}
