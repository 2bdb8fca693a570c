package xcflow.planewave.eigensolver;

import static org.bytedeco.openblas.global.openblas.LAPACKE_zheevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import xcflow.numerics.LinearAlgebra;

/**
 * Linear algebra of blocks of vectors, over the real or the complex numbers.
 *
 * <p>A block is a row-major {@code double[]} of vectors of a fixed, even length. A complex vector
 * holds first its real, then its imaginary parts; a complex matrix of coefficients interleaves
 * them. Products of blocks are real matrix products in either case.
 */
public sealed interface Arithmetic {

    /** Arithmetic of real vectors or of complex ones. */
    static Arithmetic of(boolean real) {
        return real ? new Real() : new Complex();
    }

    /** Number of doubles of one coefficient: 1 or 2. */
    int width();

    /**
     * Scalar products c_ij = ⟨a_i|b_j⟩.
     *
     * @param a block of m vectors
     * @param b block of n vectors
     * @param c receives [m × n] coefficients
     */
    void overlap(double[] a, int m, double[] b, int n, int length, double[] c);

    /**
     * Linear combinations y_i = β y_i + α Σ_j c_ij x_j.
     *
     * @param c [m × n] coefficients
     * @param x block of n vectors
     * @param y block of m vectors
     */
    void combine(
            double alpha,
            double[] c,
            int m,
            double[] x,
            int n,
            int length,
            double beta,
            double[] y);

    /**
     * Diagonalises a Hermitian matrix in place: row i becomes the eigenvector of eigenvalue i, as
     * coefficients that {@link #combine} takes.
     *
     * @return eigenvalues in ascending order
     */
    double[] eigen(double[] matrix, int n);

    /** Real numbers. */
    final class Real implements Arithmetic {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public void overlap(double[] a, int m, double[] b, int n, int length, double[] c) {
            LinearAlgebra.multiply(
                    false,
                    true,
                    m,
                    n,
                    length,
                    1,
                    exactly(a, m * length),
                    exactly(b, n * length),
                    0,
                    c);
        }

        @Override
        public void combine(
                double alpha,
                double[] c,
                int m,
                double[] x,
                int n,
                int length,
                double beta,
                double[] y) {
            LinearAlgebra.multiply(
                    false, false, m, length, n, alpha, c, exactly(x, n * length), beta, y);
        }

        @Override
        public double[] eigen(double[] matrix, int n) {
            return LinearAlgebra.eigenSymmetric(n, matrix);
        }
    }

    /** Complex numbers. */
    final class Complex implements Arithmetic {
        @Override
        public int width() {
            return 2;
        }

        /** Re⟨a|b⟩ = a·b as real vectors, and Im⟨a|b⟩ = −a·(ib). */
        @Override
        public void overlap(double[] a, int m, double[] b, int n, int length, double[] c) {
            double[] product = new double[2 * m * n];
            double[] block = new double[2 * n * length];
            System.arraycopy(b, 0, block, 0, n * length);
            timesI(b, 0, n, length, block, n * length);
            double[] left = exactly(a, m * length);
            LinearAlgebra.multiply(false, true, m, 2 * n, length, 1, left, block, 0, product);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    c[2 * (i * n + j)] = product[2 * i * n + j];
                    c[2 * (i * n + j) + 1] = -product[2 * i * n + n + j];
                }
            }
        }

        /** Real and imaginary parts of the coefficients are applied in one real product. */
        @Override
        public void combine(
                double alpha,
                double[] c,
                int m,
                double[] x,
                int n,
                int length,
                double beta,
                double[] y) {
            double[] split = new double[2 * m * n];
            for (int i = 0; i < m * n; i++) {
                split[i] = c[2 * i];
                split[m * n + i] = c[2 * i + 1];
            }
            double[] block = new double[2 * m * length];
            double[] right = exactly(x, n * length);
            LinearAlgebra.multiply(false, false, 2 * m, length, n, alpha, split, right, 0, block);
            int half = length / 2;
            for (int i = 0; i < m; i++) {
                int to = i * length;
                int im = (m + i) * length;
                if (beta == 0) {
                    Arrays.fill(y, to, to + length, 0);
                }
                for (int g = 0; g < half; g++) {
                    y[to + g] += block[to + g] - block[im + half + g];
                }
                for (int g = half; g < length; g++) {
                    y[to + g] += block[to + g] + block[im + g - half];
                }
            }
        }

        @Override
        public double[] eigen(double[] matrix, int n) {
            double[] values = new double[n];
            int info =
                    LAPACKE_zheevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, matrix, n, values);
            if (info != 0) {
                throw new ArithmeticException("LAPACK zheevd failed with info " + info);
            }
            // LAPACK saw the transposed, that is the conjugate matrix.
            for (int i = 1; i < 2 * n * n; i += 2) {
                matrix[i] = -matrix[i];
            }
            return values;
        }

        private static void timesI(
                double[] x, int from, int count, int length, double[] y, int to) {
            int half = length / 2;
            for (int i = 0; i < count; i++) {
                int a = from + i * length;
                int b = to + i * length;
                for (int g = 0; g < half; g++) {
                    y[b + g] = -x[a + half + g];
                }
                System.arraycopy(x, a, y, b + half, half);
            }
        }
    }

    /**
     * The first elements of an array: native routines are handed copies of whole arrays, so a long
     * one of which little is used would cost more than the product.
     */
    private static double[] exactly(double[] array, int size) {
        return array.length == size ? array : Arrays.copyOf(array, size);
    }
}
