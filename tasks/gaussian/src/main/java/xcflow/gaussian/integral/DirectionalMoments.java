package xcflow.gaussian.integral;

import xcflow.gaussian.basis.AngularFunctions;

/**
 * Integrals over the unit sphere of monomials with the Legendre polynomial of the angle to a
 * direction, ∫ x^i y^j z^k P_λ(u·r) dΩ: what a plane wave or a displaced Gaussian in that direction
 * has of each angular momentum.
 */
final class DirectionalMoments {
    /** [degree][λ][monomials of the degree]; null where all vanish. */
    private final double[][][] moments;

    /**
     * @param direction a unit vector u
     * @param highest degree of the monomials
     */
    DirectionalMoments(double[] direction, int highest) {
        moments = new double[highest + 1][highest + 1][];
        double[][] powers = new double[highest + 1][];
        for (int degree = 0; degree <= highest; degree++) {
            for (int n = degree % 2; n <= degree; n += 2) {
                powers[n] = powers(direction, n, degree);
            }
            for (int lambda = degree % 2; lambda <= degree; lambda += 2) {
                moments[degree][lambda] = legendre(lambda, powers);
            }
        }
    }

    /** Of all monomials of a degree, in their order; λ has the parity of the degree, or is less. */
    double[] of(int degree, int lambda) {
        return moments[degree][lambda];
    }

    private static double[] legendre(int lambda, double[][] powers) {
        double[] result = new double[powers[lambda].length];
        for (int k = 0; 2 * k <= lambda; k++) {
            double factor =
                    (k % 2 == 0 ? 1 : -1)
                            * binomial(lambda, k)
                            * binomial(2 * lambda - 2 * k, lambda)
                            / Math.pow(2, lambda);
            double[] power = powers[lambda - 2 * k];
            for (int e = 0; e < result.length; e++) {
                result[e] += factor * power[e];
            }
        }
        return result;
    }

    /** ∫ x^i y^j z^k (u·r)^n dΩ of all monomials of a degree. */
    private static double[] powers(double[] u, int n, int degree) {
        double[] result = new double[AngularFunctions.monomials(degree)];
        for (int i = degree; i >= 0; i--) {
            for (int j = degree - i; j >= 0; j--) {
                int k = degree - i - j;
                double sum = 0;
                for (int a = n; a >= 0; a--) {
                    for (int b = n - a; b >= 0; b--) {
                        int c = n - a - b;
                        if ((i + a) % 2 == 0 && (j + b) % 2 == 0 && (k + c) % 2 == 0) {
                            sum +=
                                    binomial(n, a)
                                            * binomial(n - a, b)
                                            * Math.pow(u[0], a)
                                            * Math.pow(u[1], b)
                                            * Math.pow(u[2], c)
                                            * sphere(i + a, j + b, k + c);
                        }
                    }
                }
                result[AngularFunctions.index(i, j, k)] = sum;
            }
        }
        return result;
    }

    /** ∫ x^i y^j z^k dΩ of even powers, 4π (i−1)!! (j−1)!! (k−1)!! / (i+j+k+1)!!. */
    private static double sphere(int i, int j, int k) {
        return 4 * Math.PI * odd(i - 1) * odd(j - 1) * odd(k - 1) / odd(i + j + k + 1);
    }

    private static double odd(int n) {
        double product = 1;
        for (int i = n; i > 1; i -= 2) {
            product *= i;
        }
        return product;
    }

    static double binomial(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return Math.rint(result);
    }
}
