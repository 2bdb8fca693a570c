package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import xcflow.numerics.LinearAlgebra;

/**
 * Direct inversion in the iterative subspace: the combination of earlier Fock matrices, with
 * coefficients that sum to one, whose combined error is least. P. Pulay, J. Comput. Chem. 3, 556
 * (1982).
 */
final class Diis {
    private final int capacity;
    private final List<Entry> history = new ArrayList<>();

    private record Entry(List<double[]> fock, List<double[]> densities, List<double[]> errors) {
        double dot(Entry other) {
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
     * @param capacity number of Fock matrices that are kept
     */
    Diis(int capacity) {
        this.capacity = capacity;
    }

    /**
     * The best combination.
     *
     * @param fock combined Fock matrices
     * @param densities density matrices, combined with the same coefficients
     */
    record Combination(List<double[]> fock, List<double[]> densities) {}

    /** Takes the newest Fock matrices, their densities and errors; gives the best combination. */
    Combination next(List<double[]> fock, List<double[]> densities, List<double[]> errors) {
        history.add(new Entry(fock, densities, errors));
        if (history.size() > capacity) {
            history.remove(0);
        }
        while (true) {
            double[] coefficients = coefficients();
            if (coefficients != null) {
                return new Combination(
                        combine(coefficients, Entry::fock),
                        combine(coefficients, Entry::densities));
            }
            history.remove(0);
        }
    }

    /** Makes the errors of Fock and density matrices. */
    @FunctionalInterface
    interface ErrorMeasure {
        List<double[]> of(List<double[]> fock, List<double[]> densities);
    }

    /**
     * Corrects all Fock matrices for an error that they have in common, as it is found when the
     * energy is computed more exactly than before.
     */
    void correct(List<double[]> correction, ErrorMeasure errors) {
        history.replaceAll(
                entry -> {
                    List<double[]> fock = new ArrayList<>();
                    for (int spin = 0; spin < correction.size(); spin++) {
                        double[] sum = entry.fock.get(spin).clone();
                        EnergyTerm.addTo(sum, correction.get(spin));
                        fock.add(sum);
                    }
                    return new Entry(fock, entry.densities, errors.of(fock, entry.densities));
                });
    }

    /** The newest Fock matrices, if they belong to these very densities; else empty. */
    Optional<List<double[]>> fockOf(List<double[]> densities) {
        if (history.isEmpty()) {
            return Optional.empty();
        }
        Entry newest = history.get(history.size() - 1);
        for (int spin = 0; spin < densities.size(); spin++) {
            if (newest.densities.get(spin) != densities.get(spin)) {
                return Optional.empty();
            }
        }
        return Optional.of(newest.fock);
    }

    /** Forgets the newest Fock matrices. */
    void removeNewest() {
        history.remove(history.size() - 1);
    }

    /** Coefficients of the entries, or null if their errors depend on each other. */
    private double[] coefficients() {
        List<Entry> entries = new ArrayList<>(history);
        int n = entries.size();
        if (n == 1) {
            return new double[] {1};
        }
        double scale = 1 / Math.max(entries.get(n - 1).dot(entries.get(n - 1)), 1e-300);
        double[] matrix = new double[(n + 1) * (n + 1)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = scale * entries.get(i).dot(entries.get(j));
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

    private List<double[]> combine(double[] coefficients, Function<Entry, List<double[]>> part) {
        List<double[]> result = new ArrayList<>();
        for (double[] matrix : part.apply(history.get(history.size() - 1))) {
            result.add(new double[matrix.length]);
        }
        Iterator<Entry> entries = history.iterator();
        for (int k = 0; entries.hasNext(); k++) {
            List<double[]> fock = part.apply(entries.next());
            for (int spin = 0; spin < fock.size(); spin++) {
                double[] sum = result.get(spin);
                double[] matrix = fock.get(spin);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += coefficients[k] * matrix[i];
                }
            }
        }
        return result;
    }
}
