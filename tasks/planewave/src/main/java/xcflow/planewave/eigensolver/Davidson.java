package xcflow.planewave.eigensolver;

import java.util.Arrays;

/**
 * Blocked Davidson method: the subspace grows by the preconditioned residuals of all eigenvectors
 * that are not yet good, orthogonalised, and is restarted when it is full. E. R. Davidson, J.
 * Comput. Phys. 17, 87 (1975).
 *
 * @param largestSubspace size at which to restart, in units of the number of eigenvectors, at least
 *     2
 */
public record Davidson(int largestSubspace) {

    /** Directions whose norm shrinks below this in orthogonalisation carry only rounding. */
    private static final double DEPENDENT = 1e-7;

    /** Squared norms below this after orthogonalisation ask for another round. */
    private static final double CANCELLED = 1e-2;

    /**
     * What the caller wants.
     *
     * @param tolerance residual norm |Hx − εx|, Hartree, at which each eigenvector is good enough
     * @param essential number of lowest eigenvectors that count in {@link Outcome#residual}; the
     *     others are improved as long as there is room, without promise
     * @param maxExpansions how often the subspace may grow
     */
    public record Goal(double[] tolerance, int essential, int maxExpansions) {}

    /**
     * What came out.
     *
     * @param values eigenvalues in ascending order, Hartree
     * @param residual largest essential residual norm in units of its tolerance; above one if the
     *     limit of expansions was reached first
     * @param applications number of vectors that the operator was applied to
     */
    public record Outcome(double[] values, double residual, int applications) {}

    /**
     * Improves the lowest eigenvectors.
     *
     * @param vectors block of {@code count} linearly independent vectors, overwritten with
     *     orthonormal ones
     */
    public Outcome solve(
            Operator operator, Arithmetic arithmetic, double[] vectors, int count, Goal goal) {
        return new Iteration(operator, arithmetic, vectors, count, goal).run();
    }

    private final class Iteration {
        private final Operator operator;
        private final Arithmetic arithmetic;
        private final int length;
        private final int count;
        private final Goal goal;
        private final int capacity;

        /** Current eigenvectors and what the operator makes of them. */
        private final double[] x;

        private final double[] hx;

        /** Orthonormal basis of the subspace, its images, and the operator in it. */
        private final double[] v;

        private final double[] hv;
        private double[] projected = {};
        private int size;
        private int applications;

        /** Residuals, then new directions. */
        private final double[] w;

        private final double[] hw;
        private double[] values;

        /** Least squared norm of what was left of a vector in the last orthogonalisation. */
        private double smallestNorm;

        Iteration(
                Operator operator, Arithmetic arithmetic, double[] vectors, int count, Goal goal) {
            this.operator = operator;
            this.arithmetic = arithmetic;
            this.length = operator.length();
            this.count = count;
            this.goal = goal;
            this.capacity = Math.max(2, largestSubspace) * count;
            this.x = vectors;
            this.hx = new double[count * length];
            this.w = new double[count * length];
            this.hw = new double[count * length];
            this.v = new double[capacity * length];
            this.hv = new double[capacity * length];
        }

        Outcome run() {
            System.arraycopy(x, 0, w, 0, count * length);
            int independent = orthonormalise(count);
            if (independent < count) {
                throw new ArithmeticException("starting vectors are linearly dependent");
            }
            append(count);
            double worst = rayleighRitz();
            for (int expansion = 0; ; expansion++) {
                int directions = worst > 1 ? residuals() : 0;
                if (directions == 0 || expansion == goal.maxExpansions()) {
                    return new Outcome(values, worst, applications);
                }
                if (size + directions > capacity) {
                    restart();
                }
                directions = orthonormalise(directions);
                if (directions == 0) {
                    return new Outcome(values, worst, applications);
                }
                append(directions);
                worst = rayleighRitz();
            }
        }

        /** Preconditioned residuals of the eigenvectors that need improvement; their number. */
        private int residuals() {
            int directions = 0;
            for (int i = 0; i < count; i++) {
                double norm = residual(i, directions);
                if (norm > goal.tolerance()[i]) {
                    operator.precondition(w, directions, x, i * length);
                    directions++;
                }
            }
            return directions;
        }

        private double residual(int i, int place) {
            double norm2 = 0;
            double value = values[i];
            int from = i * length;
            int to = place * length;
            for (int g = 0; g < length; g++) {
                double r = hx[from + g] - value * x[from + g];
                w[to + g] = r;
                norm2 += r * r;
            }
            return Math.sqrt(norm2);
        }

        /** Eigenvectors of the projected operator; the largest residual in units of its bound. */
        private double rayleighRitz() {
            double[] rotation = projected.clone();
            values = Arrays.copyOf(arithmetic.eigen(rotation, size), count);
            arithmetic.combine(1, rotation, count, v, size, length, 0, x);
            arithmetic.combine(1, rotation, count, hv, size, length, 0, hx);
            double worst = 0;
            for (int i = 0; i < goal.essential(); i++) {
                worst = Math.max(worst, residual(i, 0) / goal.tolerance()[i]);
            }
            return worst;
        }

        private void restart() {
            System.arraycopy(x, 0, v, 0, count * length);
            System.arraycopy(hx, 0, hv, 0, count * length);
            size = count;
            int width = arithmetic.width();
            projected = new double[width * size * size];
            for (int i = 0; i < size; i++) {
                projected[width * (i * size + i)] = values[i];
            }
        }

        /** Extends the subspace by orthonormal directions in w. */
        private void append(int directions) {
            operator.apply(arithmetic, w, directions, hw);
            applications += directions;
            System.arraycopy(w, 0, v, size * length, directions * length);
            System.arraycopy(hw, 0, hv, size * length, directions * length);
            int width = arithmetic.width();
            int before = size;
            size += directions;
            double[] columns = new double[width * size * directions];
            arithmetic.overlap(v, size, hw, directions, length, columns);
            double[] larger = new double[width * size * size];
            for (int i = 0; i < before; i++) {
                System.arraycopy(
                        projected, width * i * before, larger, width * i * size, width * before);
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < directions; j++) {
                    int from = width * (i * directions + j);
                    int to = width * (i * size + before + j);
                    int mirrored = width * ((before + j) * size + i);
                    larger[to] = columns[from];
                    larger[mirrored] = columns[from];
                    if (width == 2) {
                        larger[to + 1] = columns[from + 1];
                        larger[mirrored + 1] = -columns[from + 1];
                    }
                }
            }
            projected = larger;
        }

        /**
         * Makes the first vectors of w orthogonal to the subspace and to each other; drops those
         * that depend on the others. Once is enough unless much of a vector cancelled.
         *
         * @return how many are left
         */
        private int orthonormalise(int directions) {
            int left = directions;
            boolean again = true;
            for (int pass = 0; pass < 3 && again && left > 0; pass++) {
                normalise(left);
                if (size > 0) {
                    double[] overlap = new double[arithmetic.width() * left * size];
                    arithmetic.overlap(w, left, v, size, length, overlap);
                    conjugate(overlap);
                    arithmetic.combine(-1, overlap, left, v, size, length, 1, w);
                }
                int before = left;
                left = orthonormaliseAmongThemselves(left);
                again = left < before || smallestNorm < CANCELLED;
            }
            return left;
        }

        /** Canonical orthogonalisation by the eigenvectors of the overlap matrix. */
        private int orthonormaliseAmongThemselves(int directions) {
            int width = arithmetic.width();
            double[] gram = new double[width * directions * directions];
            arithmetic.overlap(w, directions, w, directions, length, gram);
            double[] norms = arithmetic.eigen(gram, directions);
            int first = 0;
            while (first < directions && !(norms[first] > DEPENDENT * DEPENDENT)) {
                first++;
            }
            int left = directions - first;
            if (left == 0) {
                return 0;
            }
            smallestNorm = norms[first];
            if (first == 0 && Math.abs(norms[0] - 1) + Math.abs(norms[left - 1] - 1) < 1e-13) {
                return left;
            }
            double[] rotation =
                    Arrays.copyOfRange(
                            gram, width * first * directions, width * directions * directions);
            for (int i = 0; i < left; i++) {
                double scale = 1 / Math.sqrt(norms[first + i]);
                for (int j = width * i * directions; j < width * (i + 1) * directions; j++) {
                    rotation[j] *= scale;
                }
            }
            arithmetic.combine(1, rotation, left, w, directions, length, 0, hw);
            System.arraycopy(hw, 0, w, 0, left * length);
            return left;
        }

        private void normalise(int directions) {
            for (int i = 0; i < directions; i++) {
                double norm2 = 0;
                for (int g = i * length; g < (i + 1) * length; g++) {
                    norm2 += w[g] * w[g];
                }
                double scale = norm2 > 0 ? 1 / Math.sqrt(norm2) : 0;
                for (int g = i * length; g < (i + 1) * length; g++) {
                    w[g] *= scale;
                }
            }
        }

        /** ⟨w|v⟩ becomes ⟨v|w⟩, with which v enters the combination for w. */
        private void conjugate(double[] overlap) {
            if (arithmetic.width() == 2) {
                for (int i = 1; i < overlap.length; i += 2) {
                    overlap[i] = -overlap[i];
                }
            }
        }
    }
}
