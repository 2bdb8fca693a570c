package xcflow.planewave.eigensolver;

import static org.bytedeco.openblas.global.openblas.CblasConjTrans;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_zheevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_zgemm;

import org.bytedeco.javacpp.DoublePointer;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.NativeMatrix;

/**
 * Linear algebra of vectors, over the real or the complex numbers. Vectors are rows of native
 * matrices; the parts of complex numbers follow each other, in vectors and in matrices of
 * coefficients, which are row-major arrays. One object serves one thread.
 */
public abstract sealed class Arithmetic {
    private NativeMatrix memory = new NativeMatrix(1, 256);

    /** Arithmetic of real vectors or of complex ones. */
    public static Arithmetic of(boolean real) {
        return real ? new Real() : new Complex();
    }

    /** Number of doubles of one coefficient: 1 or 2. */
    public abstract int width();

    /**
     * Scalar products c_ij = ⟨a_i|b_j⟩.
     *
     * @param a vectors, of which m from row {@code firstA} on
     * @param b vectors, of which n from row {@code firstB} on
     * @return [m × n] coefficients
     */
    public abstract double[] overlap(
            NativeMatrix a, int firstA, int m, NativeMatrix b, int firstB, int n);

    /**
     * Linear combinations y_i = β y_i + α Σ_j c_ij x_j.
     *
     * @param c [m × n] coefficients, of which further ones may follow
     * @param x vectors, of which n from row {@code firstX} on
     * @param beta 0 or 1
     * @param y vectors, of which m from row {@code firstY} on
     */
    public abstract void combine(
            double alpha,
            double[] c,
            int m,
            NativeMatrix x,
            int firstX,
            int n,
            double beta,
            NativeMatrix y,
            int firstY);

    /**
     * Diagonalises a Hermitian matrix in place: row i becomes the eigenvector of eigenvalue i, as
     * coefficients that {@link #combine} takes.
     *
     * @return eigenvalues in ascending order
     */
    public abstract double[] eigen(double[] matrix, int n);

    final NativeMatrix memory(int size) {
        if (memory.size() < size) {
            memory = new NativeMatrix(1, size + size / 2);
        }
        return memory;
    }

    final DoublePointer coefficients(double[] c, int size) {
        NativeMatrix copy = memory(size);
        copy.put(0, c, 0, size);
        return copy.pointer();
    }

    private static final class Real extends Arithmetic {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public double[] overlap(
                NativeMatrix a, int firstA, int m, NativeMatrix b, int firstB, int n) {
            double[] c = new double[m * n];
            NativeMatrix result = memory(c.length);
            int length = a.columns();
            cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasTrans,
                    m,
                    n,
                    length,
                    1,
                    a.row(firstA),
                    length,
                    b.row(firstB),
                    length,
                    0,
                    result.pointer(),
                    n);
            result.get(0, c, 0, c.length);
            return c;
        }

        @Override
        public void combine(
                double alpha,
                double[] c,
                int m,
                NativeMatrix x,
                int firstX,
                int n,
                double beta,
                NativeMatrix y,
                int firstY) {
            int length = x.columns();
            cblas_dgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    m,
                    length,
                    n,
                    alpha,
                    coefficients(c, m * n),
                    n,
                    x.row(firstX),
                    length,
                    beta,
                    y.row(firstY),
                    length);
        }

        @Override
        public double[] eigen(double[] matrix, int n) {
            return LinearAlgebra.eigenSymmetric(n, matrix);
        }
    }

    private static final class Complex extends Arithmetic {
        private static final NativeMatrix NUMBERS =
                NativeMatrix.of(3, 2, new double[] {0, 0, 1, 0, -1, 0});
        private static final DoublePointer ZERO = NUMBERS.row(0);
        private static final DoublePointer ONE = NUMBERS.row(1);
        private static final DoublePointer MINUS_ONE = NUMBERS.row(2);

        @Override
        public int width() {
            return 2;
        }

        @Override
        public double[] overlap(
                NativeMatrix a, int firstA, int m, NativeMatrix b, int firstB, int n) {
            double[] c = new double[2 * m * n];
            NativeMatrix result = memory(c.length);
            int length = a.columns() / 2;
            cblas_zgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasConjTrans,
                    m,
                    n,
                    length,
                    ONE,
                    a.row(firstA),
                    length,
                    b.row(firstB),
                    length,
                    ZERO,
                    result.pointer(),
                    n);
            result.get(0, c, 0, c.length);
            // BLAS conjugates b, we want a conjugated.
            for (int i = 1; i < c.length; i += 2) {
                c[i] = -c[i];
            }
            return c;
        }

        @Override
        public void combine(
                double alpha,
                double[] c,
                int m,
                NativeMatrix x,
                int firstX,
                int n,
                double beta,
                NativeMatrix y,
                int firstY) {
            int length = x.columns() / 2;
            cblas_zgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    m,
                    length,
                    n,
                    number(alpha),
                    coefficients(c, 2 * m * n),
                    n,
                    x.row(firstX),
                    length,
                    number(beta),
                    y.row(firstY),
                    length);
        }

        private static DoublePointer number(double value) {
            if (value == 1) {
                return ONE;
            }
            if (value == 0) {
                return ZERO;
            }
            if (value == -1) {
                return MINUS_ONE;
            }
            throw new IllegalArgumentException("the factor must be −1, 0 or 1");
        }

        @Override
        public double[] eigen(double[] matrix, int n) {
            LinearAlgebra.load();
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
    }
}
