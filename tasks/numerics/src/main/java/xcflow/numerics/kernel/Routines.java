package xcflow.numerics.kernel;

/**
 * The routines of BLAS and LAPACK that xcflow calls, so that the self-test can be given others.
 * Matrices are dense; those of BLAS are row-major and those of LAPACK column-major, as the engines
 * call them. Complex numbers are pairs of doubles. LAPACK's return its {@code info}.
 */
interface Routines {
    /** C := op(A) op(B), row-major; A is [m × k], B is [k × n] before they are transposed. */
    void dgemm(boolean transposeA, boolean transposeB, int m, int n, int k, Arrays3 matrices);

    /** C := A op(B) of complex matrices, op(B) = B or B†. */
    void zgemm(boolean adjointB, int m, int n, int k, Arrays3 matrices);

    /** Lower triangle of C := AᵀA; A is [k × n]. */
    void dsyrk(int n, int k, double[] a, double[] c);

    /** A = UᵀU in the upper triangle. */
    int dpotrf(int n, double[] a);

    /** Solves A X = B with the factor. */
    int dpotrs(int n, int columns, double[] factor, double[] b);

    /** Solves A x = b for a symmetric A. */
    int dsysv(int n, double[] a, double[] b);

    /** Eigenvalues; A becomes the eigenvectors. */
    int dsyevd(int n, double[] a, double[] values);

    /** Eigenvalues of a Hermitian matrix; A becomes the eigenvectors. */
    int zheevd(int n, double[] a, double[] values);

    /** (x, y) := (c x + s y, c y − s x). */
    void drot(int n, double[] x, double[] y, double c, double s);

    /** x := D x with a diagonal D, as a triangular band matrix without bands. */
    void dtbmv(int n, double[] diagonal, double[] x);

    /** Operands and result of a product. */
    record Arrays3(double[] a, double[] b, double[] c) {}
}
