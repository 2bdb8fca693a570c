package xcflow.gaussian.xc;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import xcflow.gaussian.algebra.OffHeap;
import xcflow.gaussian.grid.MolecularGrid;

/** Room for the products of density matrices with rows of points, one thread's. */
final class DensityProduct implements AutoCloseable {
    private final double[] square;
    private final OffHeap orbitals;
    private final OffHeap coefficients;

    /**
     * @param n number of basis functions
     */
    DensityProduct(int n) {
        square = new double[n * n];
        orbitals = new OffHeap((long) n * MolecularGrid.BLOCK);
        coefficients = new OffHeap((long) n * n);
    }

    @Override
    public void close() {
        orbitals.close();
        coefficients.close();
    }

    /**
     * Partners B = D X, through the orbitals where that is less work.
     *
     * @param index the basis functions of the rows, at least one
     * @param count number of points in a row
     * @param from X, [functions × count]
     * @param to B, overwritten
     */
    void apply(DensityMatrix matrix, int[] index, int count, OffHeap from, OffHeap to) {
        int n = index.length;
        int rank = matrix.rank();
        int size = matrix.size();
        if (2 * rank >= n) {
            gather(matrix.matrix(), size, index, n, null, index);
            multiply(false, n, count, n, coefficients, from, to);
            return;
        }
        gather(matrix.orbitals(), size, null, rank, null, index);
        multiply(false, rank, count, n, coefficients, from, orbitals);
        gather(matrix.orbitals(), size, null, rank, matrix.occupations(), index);
        multiply(true, n, count, rank, coefficients, orbitals, to);
    }

    /** Copies rows (all if null) and columns of a matrix, rows scaled, outside the heap. */
    private void gather(
            double[] matrix, int width, int[] rows, int height, double[] scale, int[] columns) {
        int at = 0;
        for (int i = 0; i < height; i++) {
            int start = (rows == null ? i : rows[i]) * width;
            double factor = scale == null ? 1 : scale[i];
            for (int column : columns) {
                square[at++] = factor * matrix[start + column];
            }
        }
        coefficients.put(0, square, at);
    }

    private static void multiply(
            boolean transpose, int m, int n, int k, OffHeap a, OffHeap b, OffHeap c) {
        cblas_dgemm(
                CblasRowMajor,
                transpose ? CblasTrans : CblasNoTrans,
                CblasNoTrans,
                m,
                n,
                k,
                1,
                a.pointer(),
                transpose ? m : k,
                b.pointer(),
                n,
                0,
                c.pointer(),
                n);
    }
}
