package xcflow.gaussian.xc;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import java.util.Arrays;
import xcflow.gaussian.algebra.OffHeap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.MolecularGrid;

/**
 * Gradients of the basis functions in a block of points, for what depends on the kinetic energy
 * density τ = ½ Σ_k n_k |∇ψ_k|².
 */
final class BlockDerivatives implements AutoCloseable {
    private static final int P = MolecularGrid.BLOCK;

    private final Basis basis;
    private final BlockWork block;
    private final double[] panel;
    private final double[] square;
    private final OffHeap[] gradient = new OffHeap[3];
    private final OffHeap partners;
    private final OffHeap coefficients;
    private final OffHeap product;
    private boolean entered;

    BlockDerivatives(Basis basis, BlockWork block) {
        this.basis = basis;
        this.block = block;
        int n = basis.count();
        panel = new double[n * P];
        square = new double[n * n];
        for (int axis = 0; axis < 3; axis++) {
            gradient[axis] = new OffHeap((long) n * P);
        }
        partners = new OffHeap((long) n * P);
        coefficients = new OffHeap((long) n * n);
        product = new OffHeap((long) n * n);
    }

    @Override
    public void close() {
        for (OffHeap component : gradient) {
            component.close();
        }
        partners.close();
        coefficients.close();
        product.close();
    }

    /** The block's functions have changed. */
    void leave() {
        entered = false;
    }

    private void enter() {
        if (entered) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            int axis = i;
            block.families()
                    .forEach((first, last, at) -> block.derivatives(first, last, at, axis, panel));
            gradient[axis].put(0, panel, block.functions().count() * block.points());
        }
        entered = true;
    }

    /** Fills τ. */
    void density(DensityMatrix matrix, double[] tau) {
        int count = block.points();
        int n = block.functions().count();
        int rank = matrix.rank();
        Arrays.fill(tau, 0, count, 0);
        if (n == 0 || rank == 0) {
            return;
        }
        enter();
        gather(matrix, block.functions().functions());
        for (OffHeap component : gradient) {
            multiply(CblasNoTrans, rank, count, n, coefficients, n, component, count, partners);
            partners.get(panel, rank * count);
            for (int k = 0; k < rank; k++) {
                Rows.addSquares(count, 0.5 * matrix.occupations()[k], panel, k * count, tau);
            }
        }
    }

    private void gather(DensityMatrix matrix, int[] index) {
        int at = 0;
        for (int k = 0; k < matrix.rank(); k++) {
            for (int column : index) {
                square[at++] = matrix.orbitals()[k * matrix.size() + column];
            }
        }
        coefficients.put(0, square, at);
    }

    /** Adds Σ_p ∇χ_i c ∇χ_j to a matrix. */
    void addPotential(double[] tensor, double[] matrix) {
        int count = block.points();
        int n = block.functions().count();
        if (n == 0) {
            return;
        }
        enter();
        for (OffHeap component : gradient) {
            component.get(panel, n * count);
            for (int i = 0; i < n; i++) {
                Rows.scale(count, tensor, panel, i * count);
            }
            partners.put(0, panel, n * count);
            multiply(CblasTrans, n, n, count, component, count, partners, count, product);
            product.get(square, n * n);
            BlockWork.scatter(square, block.functions().functions(), basis.count(), matrix);
        }
    }

    private static void multiply(
            int transpose, int m, int n, int k, OffHeap a, int lda, OffHeap b, int ldb, OffHeap c) {
        cblas_dgemm(
                CblasRowMajor,
                CblasNoTrans,
                transpose,
                m,
                n,
                k,
                1,
                a.pointer(),
                lda,
                b.pointer(),
                ldb,
                0,
                c.pointer(),
                n);
    }
}
