package xcflow.gaussian.integral;

import xcflow.gaussian.basis.Shell;

/**
 * Kinetic energy between the monomials of two primitives: −½∇² of a Gaussian is a combination of
 * Gaussians of angular momentum j − 2, j and j + 2 (T. Helgaker, P. Jørgensen, J. Olsen, Molecular
 * Electronic-Structure Theory, eq. 9.3.30).
 */
final class KineticPrimitive {
    private final int la;
    private final int lb;
    private final double alpha;
    private final double beta;
    private final double factor;

    /**
     * E_0 of each direction, [3][(la + 1) × (lb + 3)], of a's next angular momentum too if asked.
     */
    private final double[][] overlap = new double[3][];

    KineticPrimitive(Shell a, int k, Shell b, int l) {
        this(a, k, b, l, a.l());
    }

    /**
     * @param highest angular momentum on a that integrals will be asked for; one more than that of
     *     the shell for slopes
     */
    KineticPrimitive(Shell a, int k, Shell b, int l, int highest) {
        la = a.l();
        lb = b.l();
        alpha = a.exponents()[k];
        beta = b.exponents()[l];
        double p = alpha + beta;
        double[] ab = {a.x() - b.x(), a.y() - b.y(), a.z() - b.z()};
        double distance2 = ab[0] * ab[0] + ab[1] * ab[1] + ab[2] * ab[2];
        factor =
                a.coefficients()[k]
                        * b.coefficients()[l]
                        * Math.exp(-alpha * beta / p * distance2)
                        * Math.pow(Math.PI / p, 1.5);
        for (int axis = 0; axis < 3; axis++) {
            double[][] e =
                    Expansion.coefficients(
                            highest, lb + 2, p, -beta / p * ab[axis], alpha / p * ab[axis]);
            overlap[axis] = new double[e.length];
            for (int i = 0; i < e.length; i++) {
                overlap[axis][i] = e[i][0];
            }
        }
    }

    /** Integral between monomial i of a and monomial j of b. */
    double integral(int i, int j) {
        int a = Hermite.count(la - 1) + i;
        int b = Hermite.count(lb - 1) + j;
        int[] left = {Hermite.t(a), Hermite.u(a), Hermite.v(a)};
        int[] right = {Hermite.t(b), Hermite.u(b), Hermite.v(b)};
        return integral(left, right);
    }

    /** Derivative of an integral by the position of a along an axis. */
    double slope(int axis, int i, int j) {
        int a = Hermite.count(la - 1) + i;
        int b = Hermite.count(lb - 1) + j;
        int[] left = {Hermite.t(a), Hermite.u(a), Hermite.v(a)};
        int[] right = {Hermite.t(b), Hermite.u(b), Hermite.v(b)};
        int power = left[axis];
        left[axis] = power + 1;
        double slope = 2 * alpha * integral(left, right);
        if (power > 0) {
            left[axis] = power - 1;
            slope -= power * integral(left, right);
        }
        return slope;
    }

    private double integral(int[] left, int[] right) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double product = kinetic(axis, left[axis], right[axis]);
            for (int other = 0; other < 3; other++) {
                if (other != axis) {
                    product *= overlap(other, left[other], right[other]);
                }
            }
            sum += product;
        }
        return factor * sum;
    }

    private double overlap(int axis, int i, int j) {
        return overlap[axis][i * (lb + 3) + j];
    }

    private double kinetic(int axis, int i, int j) {
        double value =
                beta * (2 * j + 1) * overlap(axis, i, j)
                        - 2 * beta * beta * overlap(axis, i, j + 2);
        return j < 2 ? value : value - 0.5 * j * (j - 1) * overlap(axis, i, j - 2);
    }
}
