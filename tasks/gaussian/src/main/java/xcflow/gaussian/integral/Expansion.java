package xcflow.gaussian.integral;

import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Shell;

/**
 * Expansion of the product of two primitive shells in Hermite Gaussians at their common centre: T.
 * Helgaker, P. Jørgensen, J. Olsen, Molecular Electronic-Structure Theory (2000), section 9.5.1.
 */
final class Expansion {
    private final AngularFunctions angular;
    private final double[][][] e = new double[3][][];

    Expansion(AngularFunctions angular) {
        this.angular = angular;
    }

    /**
     * Products of all functions of primitive k of a with those of primitive l of b, their
     * coefficients included.
     *
     * @return [functions of a × functions of b × Hermite count(la + lb)], row-major
     */
    double[] product(Shell a, int k, Shell b, int l) {
        double alpha = a.exponents()[k];
        double beta = b.exponents()[l];
        double p = alpha + beta;
        double[] ab = {a.x() - b.x(), a.y() - b.y(), a.z() - b.z()};
        double distance2 = ab[0] * ab[0] + ab[1] * ab[1] + ab[2] * ab[2];
        double factor =
                a.coefficients()[k] * b.coefficients()[l] * Math.exp(-alpha * beta / p * distance2);
        for (int axis = 0; axis < 3; axis++) {
            e[axis] = coefficients(a.l(), b.l(), p, -beta / p * ab[axis], alpha / p * ab[axis]);
        }
        return combine(a.l(), a.functions(), b.l(), b.functions(), factor, a.l() + b.l());
    }

    /**
     * Derivatives of the products by the position of a: a Gaussian of angular momentum i becomes 2α
     * times one of i + 1 less i times one of i − 1 (eq. 9.3.4 of the same book).
     *
     * @return for x, y and z [functions of a × functions of b × Hermite count(la + lb + 1)]
     */
    double[][] slopes(Shell a, int k, Shell b, int l) {
        double alpha = a.exponents()[k];
        double beta = b.exponents()[l];
        double p = alpha + beta;
        double[] ab = {a.x() - b.x(), a.y() - b.y(), a.z() - b.z()};
        double distance2 = ab[0] * ab[0] + ab[1] * ab[1] + ab[2] * ab[2];
        double factor =
                a.coefficients()[k] * b.coefficients()[l] * Math.exp(-alpha * beta / p * distance2);
        double[][][] plain = new double[3][][];
        for (int axis = 0; axis < 3; axis++) {
            plain[axis] =
                    coefficients(a.l() + 1, b.l(), p, -beta / p * ab[axis], alpha / p * ab[axis]);
        }
        double[][] result = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            System.arraycopy(plain, 0, e, 0, 3);
            e[axis] = slopes(plain[axis], a.l(), b.l(), alpha);
            result[axis] =
                    combine(a.l(), a.functions(), b.l(), b.functions(), factor, a.l() + b.l() + 1);
        }
        return result;
    }

    private static double[][] slopes(double[][] plain, int la, int lb, double alpha) {
        double[][] result = new double[(la + 1) * (lb + 1)][];
        for (int i = 0; i <= la; i++) {
            for (int j = 0; j <= lb; j++) {
                double[] slope = plain[(i + 1) * (lb + 1) + j].clone();
                for (int t = 0; t < slope.length; t++) {
                    slope[t] *= 2 * alpha;
                }
                double[] lower = i > 0 ? plain[(i - 1) * (lb + 1) + j] : new double[0];
                for (int t = 0; t < lower.length; t++) {
                    slope[t] -= i * lower[t];
                }
                result[i * (lb + 1) + j] = slope;
            }
        }
        return result;
    }

    /**
     * A primitive shell by itself.
     *
     * @return [functions × Hermite count(l)], row-major
     */
    double[] single(Shell a, int k) {
        double[][] one = coefficients(a.l(), 0, a.exponents()[k], 0, 0);
        for (int axis = 0; axis < 3; axis++) {
            e[axis] = one;
        }
        return combine(a.l(), a.functions(), 0, 1, a.coefficients()[k], a.l());
    }

    /**
     * E_t^{ij} for one direction, without the Gaussian prefactor.
     *
     * @param pa distance from A to the centre P
     * @param pb distance from B to the centre P
     * @return for each i (lb + 1) + j the coefficients t = 0 … i + j
     */
    static double[][] coefficients(int la, int lb, double p, double pa, double pb) {
        double[][] e = new double[(la + 1) * (lb + 1)][];
        double half = 0.5 / p;
        e[0] = new double[] {1};
        for (int i = 0; i <= la; i++) {
            if (i > 0) {
                e[i * (lb + 1)] = raise(e[(i - 1) * (lb + 1)], half, pa);
            }
            for (int j = 1; j <= lb; j++) {
                e[i * (lb + 1) + j] = raise(e[i * (lb + 1) + j - 1], half, pb);
            }
        }
        return e;
    }

    private static double[] raise(double[] from, double half, double distance) {
        int n = from.length;
        double[] to = new double[n + 1];
        for (int t = 0; t <= n; t++) {
            double value = t > 0 ? half * from[t - 1] : 0;
            if (t < n) {
                value += distance * from[t];
            }
            if (t + 1 < n) {
                value += (t + 1) * from[t + 1];
            }
            to[t] = value;
        }
        return to;
    }

    private double[] combine(int la, int countA, int lb, int countB, double factor, int order) {
        int width = Hermite.count(order);
        double[] ta = angular.inMonomials(la);
        double[] tb = lb == 0 ? new double[] {1} : angular.inMonomials(lb);
        int monomialsA = AngularFunctions.monomials(la);
        int monomialsB = AngularFunctions.monomials(lb);
        double[] half = new double[monomialsA * countB * width];
        double[] cartesian = new double[width];
        for (int ma = 0; ma < monomialsA; ma++) {
            for (int mb = 0; mb < monomialsB; mb++) {
                cartesian(la, ma, lb, mb, factor, cartesian);
                for (int fb = 0; fb < countB; fb++) {
                    double weight = tb[fb * monomialsB + mb];
                    if (weight != 0) {
                        add(weight, cartesian, 0, half, (ma * countB + fb) * width, width);
                    }
                }
            }
        }
        double[] result = new double[countA * countB * width];
        for (int fa = 0; fa < countA; fa++) {
            for (int ma = 0; ma < monomialsA; ma++) {
                double weight = ta[fa * monomialsA + ma];
                if (weight != 0) {
                    int length = countB * width;
                    add(weight, half, ma * length, result, fa * length, length);
                }
            }
        }
        return result;
    }

    private void cartesian(int la, int ma, int lb, int mb, double factor, double[] result) {
        int offsetA = Hermite.count(la - 1);
        int offsetB = Hermite.count(lb - 1);
        double[] x = e[0][Hermite.t(offsetA + ma) * (lb + 1) + Hermite.t(offsetB + mb)];
        double[] y = e[1][Hermite.u(offsetA + ma) * (lb + 1) + Hermite.u(offsetB + mb)];
        double[] z = e[2][Hermite.v(offsetA + ma) * (lb + 1) + Hermite.v(offsetB + mb)];
        java.util.Arrays.fill(result, 0);
        for (int t = 0; t < x.length; t++) {
            for (int u = 0; u < y.length; u++) {
                for (int v = 0; v < z.length; v++) {
                    result[Hermite.index(t, u, v)] = factor * x[t] * y[u] * z[v];
                }
            }
        }
    }

    private static void add(
            double weight, double[] from, int fromAt, double[] to, int toAt, int length) {
        for (int i = 0; i < length; i++) {
            to[toAt + i] += weight * from[fromAt + i];
        }
    }
}
