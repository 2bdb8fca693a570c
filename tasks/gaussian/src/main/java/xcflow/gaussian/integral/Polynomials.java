package xcflow.gaussian.integral;

import xcflow.gaussian.basis.AngularFunctions;

/** Homogeneous polynomials in x, y, z as coefficients of the monomials of their degree. */
final class Polynomials {
    private Polynomials() {}

    /** Visits the monomials of a degree. */
    @FunctionalInterface
    private interface Visit {
        void monomial(int i, int j, int k, int at);
    }

    private static void forEach(int degree, Visit visit) {
        for (int i = degree; i >= 0; i--) {
            for (int j = degree - i; j >= 0; j--) {
                int k = degree - i - j;
                visit.monomial(i, j, k, AngularFunctions.index(i, j, k));
            }
        }
    }

    static double[] product(int degreeA, double[] a, int degreeB, double[] b) {
        double[] result = new double[AngularFunctions.monomials(degreeA + degreeB)];
        forEach(
                degreeA,
                (i, j, k, p) ->
                        forEach(
                                degreeB,
                                (l, m, n, q) ->
                                        result[AngularFunctions.index(i + l, j + m, k + n)] +=
                                                a[p] * b[q]));
        return result;
    }

    /** The polynomial times x, y or z. */
    static double[] raised(int degree, double[] a, int axis) {
        double[] coordinate = new double[3];
        coordinate[axis] = 1;
        return product(degree, a, 1, coordinate);
    }

    /** Derivative by x, y or z, times a factor; the degree must not be 0. */
    static double[] slope(int degree, double[] a, int axis, double factor) {
        double[] result = new double[AngularFunctions.monomials(degree - 1)];
        forEach(
                degree,
                (i, j, k, at) -> {
                    int[] powers = {i, j, k};
                    int power = powers[axis]--;
                    if (power > 0) {
                        int to = AngularFunctions.index(powers[0], powers[1], powers[2]);
                        result[to] += factor * power * a[at];
                    }
                });
        return result;
    }

    /**
     * The polynomial of r − A in powers of r.
     *
     * @return homogeneous polynomials by their degree, which sum to it
     */
    static double[][] displaced(int degree, double[] a, double[] vector) {
        double[][] result = new double[degree + 1][];
        for (int power = 0; power <= degree; power++) {
            result[power] = new double[AngularFunctions.monomials(power)];
        }
        forEach(
                degree,
                (i, j, k, at) -> {
                    for (int p = 0; p <= i; p++) {
                        for (int q = 0; q <= j; q++) {
                            for (int s = 0; s <= k; s++) {
                                result[p + q + s][AngularFunctions.index(p, q, s)] +=
                                        a[at]
                                                * shifted(i, p, vector[0])
                                                * shifted(j, q, vector[1])
                                                * shifted(k, s, vector[2]);
                            }
                        }
                    }
                });
        return result;
    }

    /** Coefficient of x^power in (x − shift)^degree. */
    private static double shifted(int degree, int power, double shift) {
        return DirectionalMoments.binomial(degree, power) * Math.pow(-shift, degree - power);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
