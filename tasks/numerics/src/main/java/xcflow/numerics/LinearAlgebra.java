package xcflow.numerics;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrs;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsysv;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import org.bytedeco.openblas.global.openblas;
import xcflow.numerics.kernel.KernelInUse;

/**
 * Real dense linear algebra on row-major {@code double[]} matrices by OpenBLAS.
 *
 * <p>Every call runs on the calling thread: the bits of a result depend on OpenBLAS's own threads,
 * so parallelism comes from {@link Workers}. Complex routines are reached through {@code
 * org.bytedeco.openblas} directly.
 */
public final class LinearAlgebra {
    static {
        KernelInUse.prepare();
        openblas.blas_set_num_threads(1);
    }

    private LinearAlgebra() {}

    /**
     * Loads the native library with a kernel that has passed the self-test, and fixes its threads
     * to one; called by whoever uses it directly.
     */
    public static void load() {}

    /**
     * C := α op(A) op(B) + β C.
     *
     * @param transposeA whether op(A) = Aᵀ
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param a [m × k], or [k × m] if transposed
     * @param b [k × n], or [n × k] if transposed
     * @param c [m × n]
     */
    public static void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            double[] b,
            double beta,
            double[] c) {
        cblas_dgemm(
                CblasRowMajor,
                transposeA ? CblasTrans : CblasNoTrans,
                transposeB ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                alpha,
                a,
                transposeA ? m : k,
                b,
                transposeB ? k : n,
                beta,
                c,
                n);
    }

    /**
     * Eigenvalues and eigenvectors of a real symmetric matrix.
     *
     * @param matrix [n × n]; overwritten with the eigenvectors, row i belonging to eigenvalue i
     * @return eigenvalues in ascending order
     * @throws ArithmeticException if the iteration fails, as for a matrix with NaN
     */
    public static double[] eigenSymmetric(int n, double[] matrix) {
        double[] eigenvalues = new double[n];
        check(
                LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, matrix, n, eigenvalues),
                "dsyevd");
        return eigenvalues;
    }

    /**
     * Solves A X = B for a symmetric positive definite A.
     *
     * @param matrix [n × n], overwritten
     * @param rightSides [columns × n], one right side per row, overwritten with the solutions
     */
    public static void solvePositive(int n, double[] matrix, int columns, double[] rightSides) {
        factorPositive(n, matrix);
        solveFactored(n, matrix, columns, rightSides);
    }

    /**
     * Cholesky factor of a symmetric positive definite matrix, for {@link #solveFactored}.
     *
     * @param matrix [n × n], overwritten
     */
    public static void factorPositive(int n, double[] matrix) {
        check(LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', n, matrix, n), "dpotrf");
    }

    /**
     * Solves A X = B with the factor of A.
     *
     * @param factor made by {@link #factorPositive}
     * @param rightSides [columns × n], one right side per row, overwritten with the solutions
     */
    public static void solveFactored(int n, double[] factor, int columns, double[] rightSides) {
        check(
                LAPACKE_dpotrs(LAPACK_COL_MAJOR, (byte) 'U', n, columns, factor, n, rightSides, n),
                "dpotrs");
    }

    /**
     * Solves A x = b for a symmetric, possibly indefinite A.
     *
     * @param matrix [n × n], overwritten
     * @param rightSide [n], overwritten with the solution
     */
    public static void solveSymmetric(int n, double[] matrix, double[] rightSide) {
        check(
                LAPACKE_dsysv(
                        LAPACK_COL_MAJOR, (byte) 'U', n, 1, matrix, n, new int[n], rightSide, n),
                "dsysv");
    }

    private static void check(int info, String routine) {
        if (info != 0) {
            throw new ArithmeticException("LAPACK " + routine + " failed with info " + info);
        }
    }
}
