package xcflow.planewave.eigensolver;

import xcflow.numerics.NativeMatrix;

/**
 * Blocked Davidson method: the subspace grows by the preconditioned residuals of all eigenvectors
 * that are not yet good, orthogonalised, and is restarted when it is full. E. R. Davidson, J.
 * Comput. Phys. 17, 87 (1975).
 *
 * @param largestSubspace size at which to restart, in units of the number of eigenvectors, at least
 *     2
 */
public record Davidson(int largestSubspace) {

    /**
     * What the caller wants.
     *
     * @param tolerance residual norm |Hx − εx|, Hartree, at which each eigenvector is good enough,
     *     for as many as are wanted
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
     * @param vectors linearly independent vectors as rows, of which as many as are wanted are
     *     overwritten with orthonormal ones
     * @param workspace memory to work in
     */
    public Outcome solve(
            Operator operator,
            Arithmetic arithmetic,
            NativeMatrix vectors,
            Goal goal,
            Workspace workspace) {
        return new Iteration(operator, arithmetic, vectors, goal, workspace).run();
    }

    private final class Iteration {
        private final Operator operator;
        private final int count;
        private final Goal goal;
        private final Subspace subspace;

        /** Current eigenvectors and what the operator makes of them. */
        private final NativeMatrix x;

        private final NativeMatrix hx;
        private double[] values;

        /** One eigenvector and the residuals of all, with their norms. */
        private final double[] vector;

        private final double[][] residuals;
        private final double[] norms;

        Iteration(
                Operator operator,
                Arithmetic arithmetic,
                NativeMatrix vectors,
                Goal goal,
                Workspace workspace) {
            this.operator = operator;
            this.count = goal.tolerance().length;
            this.goal = goal;
            this.subspace =
                    new Subspace(
                            operator, arithmetic, Math.max(2, largestSubspace) * count, workspace);
            this.x = vectors;
            this.hx = workspace.matrix(2, count, operator.length());
            this.vector = new double[operator.length()];
            this.residuals = new double[count][operator.length()];
            this.norms = new double[count];
        }

        Outcome run() {
            subspace.propose(x, count);
            if (subspace.extend(count) < count) {
                throw new ArithmeticException("starting vectors are linearly dependent");
            }
            double worst = rayleighRitz();
            for (int expansion = 0;
                    worst > 1 && expansion < goal.maxExpansions() && expand() > 0;
                    expansion++) {
                worst = rayleighRitz();
            }
            return new Outcome(values, worst, subspace.applications());
        }

        /** Eigenvectors of the projected operator; the largest residual in units of its bound. */
        private double rayleighRitz() {
            values = subspace.lowest(count, x, hx);
            double worst = 0;
            for (int i = 0; i < count; i++) {
                norms[i] = residual(i, residuals[i]);
                if (i < goal.essential()) {
                    worst = Math.max(worst, norms[i] / goal.tolerance()[i]);
                }
            }
            return worst;
        }

        private double residual(int i, double[] residual) {
            x.getRow(i, vector);
            hx.getRow(i, residual);
            double value = values[i];
            double norm2 = 0;
            for (int g = 0; g < residual.length; g++) {
                double r = residual[g] - value * vector[g];
                residual[g] = r;
                norm2 += r * r;
            }
            return Math.sqrt(norm2);
        }

        /** Adds preconditioned residuals of the eigenvectors that need improvement; how many. */
        private int expand() {
            int directions = 0;
            for (int i = 0; i < count; i++) {
                directions += norms[i] > goal.tolerance()[i] ? 1 : 0;
            }
            if (!subspace.hasRoom(directions)) {
                subspace.restart(x, hx, values);
            }
            int place = 0;
            for (int i = 0; i < count; i++) {
                if (norms[i] > goal.tolerance()[i]) {
                    x.getRow(i, vector);
                    operator.precondition(residuals[i], vector);
                    subspace.propose(place++, residuals[i]);
                }
            }
            return directions == 0 ? 0 : subspace.extend(directions);
        }
    }
}
