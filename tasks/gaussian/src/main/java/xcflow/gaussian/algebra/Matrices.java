package xcflow.gaussian.algebra;

import xcflow.numerics.LinearAlgebra;

/** Products of row-major matrices of the Gaussian engine. */
public final class Matrices {
    private Matrices() {}

    /** A B, [m × n] = [m × k] [k × n]. */
    public static double[] product(int m, int k, int n, double[] a, double[] b) {
        double[] c = new double[m * n];
        if (m > 0 && n > 0 && k > 0) {
            LinearAlgebra.multiply(false, false, m, n, k, 1, a, b, 0, c);
        }
        return c;
    }

    /** A Bᵀ, [m × n] = [m × k] [n × k]ᵀ. */
    public static double[] productTransposed(int m, int k, int n, double[] a, double[] b) {
        double[] c = new double[m * n];
        if (m > 0 && n > 0 && k > 0) {
            LinearAlgebra.multiply(false, true, m, n, k, 1, a, b, 0, c);
        }
        return c;
    }

    /** Aᵀ B, [m × n] = [k × m]ᵀ [k × n]. */
    public static double[] transposedProduct(int m, int k, int n, double[] a, double[] b) {
        double[] c = new double[m * n];
        if (m > 0 && n > 0 && k > 0) {
            LinearAlgebra.multiply(true, false, m, n, k, 1, a, b, 0, c);
        }
        return c;
    }

    /** L M Rᵀ for rows of vectors L [m × n], R [k × n] and M [n × n]. */
    public static double[] between(
            int m, double[] left, int n, double[] matrix, int k, double[] right) {
        return productTransposed(m, n, k, product(m, n, n, left, matrix), right);
    }

    /** Sum of the products of elements. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** a + factor · b, a new array. */
    public static double[] sum(double[] a, double factor, double[] b) {
        double[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] += factor * b[i];
        }
        return c;
    }
}
