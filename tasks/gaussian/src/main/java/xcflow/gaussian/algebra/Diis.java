package xcflow.gaussian.algebra;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import xcflow.numerics.LinearAlgebra;

/**
 * Direct inversion in the iterative subspace: the combination of earlier vectors, with coefficients
 * that sum to one, whose combined error is least. P. Pulay, J. Comput. Chem. 3, 556 (1982).
 */
public final class Diis {
    private final int capacity;
    private final List<Entry> history = new ArrayList<>();

    /**
     * What an iteration gave.
     *
     * @param vectors such as Fock matrices; combined with the same coefficients
     * @param errors that belong to them
     */
    public record Entry(List<double[]> vectors, List<double[]> errors) {
        private double dot(Entry other) {
            double sum = 0;
            for (int spin = 0; spin < errors.size(); spin++) {
                double[] a = errors.get(spin);
                double[] b = other.errors.get(spin);
                for (int i = 0; i < a.length; i++) {
                    sum += a[i] * b[i];
                }
            }
            return sum;
        }
    }

    /**
     * @param capacity number of entries that are kept
     */
    public Diis(int capacity) {
        this.capacity = capacity;
    }

    /** Takes the newest vectors and errors, and keeps them; gives the best combination. */
    public List<double[]> next(Entry newest) {
        history.add(newest);
        if (history.size() > capacity) {
            history.remove(0);
        }
        while (true) {
            double[] coefficients = coefficients();
            if (coefficients != null) {
                return combine(coefficients);
            }
            history.remove(0);
        }
    }

    /** Changes all entries, for example for an error that they turn out to have in common. */
    public void revise(UnaryOperator<Entry> revision) {
        history.replaceAll(revision);
    }

    /** The newest entry; empty if there is none. */
    public Optional<Entry> newest() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }

    /** Forgets the newest entry. */
    public void removeNewest() {
        history.remove(history.size() - 1);
    }

    /** Coefficients of the entries, or null if their errors depend on each other. */
    private double[] coefficients() {
        int n = history.size();
        if (n == 1) {
            return new double[] {1};
        }
        Entry newest = history.get(n - 1);
        double scale = 1 / Math.max(newest.dot(newest), 1e-300);
        double[] matrix = new double[(n + 1) * (n + 1)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = scale * history.get(i).dot(history.get(j));
                matrix[i * (n + 1) + j] = dot;
                matrix[j * (n + 1) + i] = dot;
            }
            matrix[i * (n + 1) + n] = -1;
            matrix[n * (n + 1) + i] = -1;
        }
        double[] solution = new double[n + 1];
        solution[n] = -1;
        try {
            LinearAlgebra.solveSymmetric(n + 1, matrix, solution);
        } catch (ArithmeticException e) {
            return null;
        }
        for (double value : solution) {
            if (!(Math.abs(value) < 1e6)) {
                return null;
            }
        }
        return solution;
    }

    private List<double[]> combine(double[] coefficients) {
        List<double[]> result = new ArrayList<>();
        for (double[] vector : history.get(history.size() - 1).vectors) {
            result.add(new double[vector.length]);
        }
        Iterator<Entry> entries = history.iterator();
        for (int k = 0; entries.hasNext(); k++) {
            List<double[]> vectors = entries.next().vectors;
            for (int v = 0; v < vectors.size(); v++) {
                double[] sum = result.get(v);
                double[] vector = vectors.get(v);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += coefficients[k] * vector[i];
                }
            }
        }
        return result;
    }
}
