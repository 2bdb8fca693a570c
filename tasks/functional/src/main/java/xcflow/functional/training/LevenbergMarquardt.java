package xcflow.functional.training;

import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import xcflow.numerics.LinearAlgebra;

/**
 * Minimises a sum of squares by the Levenberg–Marquardt method, with the damping strategy of H. B.
 * Nielsen, report IMM-REP-1999-05 (Technical University of Denmark, 1999).
 *
 * <p>Each weight is damped in proportion to the square root of its curvature, halfway between
 * Levenberg's and Marquardt's choices: on these networks it converges in half as many steps as
 * either.
 *
 * <p>Second-order convergence is what takes a network of a few thousand weights from a pointwise
 * error of 1e-3 to 1e-6; first-order and quasi-Newton methods stall long before.
 */
final class LevenbergMarquardt {
    private final LeastSquares problem;
    private final double[] jacobian;
    private final double[] normal;
    private final double[] damped;
    private final double[] gradient;
    private final double[] r;
    private final double[] trial;
    private final double[] scale;
    private double[] theta;
    private double loss;
    private double damping;
    private double growth;
    private boolean stale = true;

    /**
     * A minimisation, at its start or where an earlier one was interrupted.
     *
     * @param damping μ of an interrupted minimisation, or NaN at its start
     * @param growth factor by which the next failure raises it
     */
    LevenbergMarquardt(LeastSquares problem, double[] start, double damping, double growth) {
        this.problem = problem;
        this.theta = start.clone();
        this.damping = damping;
        this.growth = growth;
        int p = problem.parameters();
        LinearAlgebra.load();
        jacobian = new double[Math.multiplyExact(problem.rows(), p)];
        normal = new double[Math.multiplyExact(p, p)];
        damped = new double[p * p];
        gradient = new double[p];
        r = new double[problem.rows()];
        trial = new double[problem.rows()];
        scale = new double[p];
        problem.deviations(theta, r);
        loss = square(r);
    }

    double[] theta() {
        return theta.clone();
    }

    /** Σ r² at {@link #theta}. */
    double loss() {
        return loss;
    }

    double damping() {
        return damping;
    }

    double growth() {
        return growth;
    }

    /** r at {@link #theta}. */
    double[] deviations() {
        return r;
    }

    /**
     * Takes one step that lowers the loss.
     *
     * @return whether there is one; false at a minimum to within rounding
     */
    boolean step() {
        if (stale) {
            linearise();
        }
        for (int attempt = 0; attempt < 30; attempt++) {
            double[] step = solve();
            if (step != null) {
                double[] candidate = theta.clone();
                double predicted = 0;
                for (int i = 0; i < step.length; i++) {
                    candidate[i] += step[i];
                    predicted += step[i] * (damping * scale[i] * step[i] - gradient[i]);
                }
                problem.deviations(candidate, trial);
                double reached = square(trial);
                double gain = (loss - reached) / predicted;
                if (reached < loss && gain > 0) {
                    theta = candidate;
                    loss = reached;
                    System.arraycopy(trial, 0, r, 0, r.length);
                    double cube = 2 * gain - 1;
                    damping *= Math.max(1.0 / 3, 1 - cube * cube * cube);
                    growth = 2;
                    stale = true;
                    return true;
                }
            }
            damping *= growth;
            growth *= 2;
        }
        return false;
    }

    private void linearise() {
        int p = problem.parameters();
        problem.jacobian(theta, r, jacobian);
        cblas_dsyrk(
                CblasRowMajor,
                CblasLower,
                CblasTrans,
                p,
                problem.rows(),
                1,
                jacobian,
                p,
                0,
                normal,
                p);
        LinearAlgebra.multiply(true, false, p, 1, problem.rows(), 1, jacobian, r, 0, gradient);
        double largest = 0;
        for (int i = 0; i < p; i++) {
            largest = Math.max(largest, normal[i * p + i]);
        }
        for (int i = 0; i < p; i++) {
            scale[i] = Math.sqrt(Math.max(normal[i * p + i], 1e-12 * largest) * largest);
        }
        if (Double.isNaN(damping)) {
            damping = 1e-3;
            growth = 2;
        }
        stale = false;
    }

    /** The step for the current damping, or null if the matrix is singular to rounding. */
    private double[] solve() {
        int p = problem.parameters();
        System.arraycopy(normal, 0, damped, 0, normal.length);
        double[] step = new double[p];
        for (int i = 0; i < p; i++) {
            damped[i * p + i] += damping * scale[i];
            step[i] = -gradient[i];
        }
        try {
            LinearAlgebra.solvePositive(p, damped, 1, step);
        } catch (ArithmeticException singular) {
            return null;
        }
        return step;
    }

    static double square(double[] r) {
        double sum = 0;
        for (double x : r) {
            sum += x * x;
        }
        return sum;
    }
}
