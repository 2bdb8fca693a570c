package xcflow.numerics.kernel;

import static org.bytedeco.openblas.global.openblas.CblasConjTrans;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/** The routines of the native library, called as the engines call them. */
class OpenBlas implements Routines {
    private static final byte VECTORS = 'V';
    private static final byte UPPER = 'U';

    OpenBlas() {
        openblas.blas_set_num_threads(1);
    }

    @Override
    public void dgemm(boolean ta, boolean tb, int m, int n, int k, Arrays3 x) {
        openblas.cblas_dgemm(
                CblasRowMajor,
                ta ? CblasTrans : CblasNoTrans,
                tb ? CblasTrans : CblasNoTrans,
                m,
                n,
                k,
                1,
                x.a(),
                ta ? m : k,
                x.b(),
                tb ? k : n,
                0,
                x.c(),
                n);
    }

    @Override
    public void zgemm(boolean adjointB, int m, int n, int k, Arrays3 x) {
        try (DoublePointer one = new DoublePointer(1, 0);
                DoublePointer zero = new DoublePointer(0, 0);
                DoublePointer a = new DoublePointer(x.a());
                DoublePointer b = new DoublePointer(x.b());
                DoublePointer c = new DoublePointer(x.c().length)) {
            openblas.cblas_zgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    adjointB ? CblasConjTrans : CblasNoTrans,
                    m,
                    n,
                    k,
                    one,
                    a,
                    k,
                    b,
                    adjointB ? k : n,
                    zero,
                    c,
                    n);
            c.get(x.c());
        }
    }

    @Override
    public void dsyrk(int n, int k, double[] a, double[] c) {
        openblas.cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, n, k, 1, a, n, 0, c, n);
    }

    @Override
    public int dpotrf(int n, double[] a) {
        return openblas.LAPACKE_dpotrf(LAPACK_COL_MAJOR, UPPER, n, a, n);
    }

    @Override
    public int dpotrs(int n, int columns, double[] factor, double[] b) {
        return openblas.LAPACKE_dpotrs(LAPACK_COL_MAJOR, UPPER, n, columns, factor, n, b, n);
    }

    @Override
    public int dsysv(int n, double[] a, double[] b) {
        return openblas.LAPACKE_dsysv(LAPACK_COL_MAJOR, UPPER, n, 1, a, n, new int[n], b, n);
    }

    @Override
    public int dsyevd(int n, double[] a, double[] values) {
        return openblas.LAPACKE_dsyevd(LAPACK_COL_MAJOR, VECTORS, UPPER, n, a, n, values);
    }

    @Override
    public int zheevd(int n, double[] a, double[] values) {
        return openblas.LAPACKE_zheevd(LAPACK_COL_MAJOR, VECTORS, UPPER, n, a, n, values);
    }

    @Override
    public void drot(int n, double[] x, double[] y, double c, double s) {
        openblas.cblas_drot(n, x, 1, y, 1, c, s);
    }

    @Override
    public void dtbmv(int n, double[] diagonal, double[] x) {
        openblas.cblas_dtbmv(
                CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, n, 0, diagonal, 1, x, 1);
    }
}
