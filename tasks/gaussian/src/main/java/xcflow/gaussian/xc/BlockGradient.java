package xcflow.gaussian.xc;

import java.util.Arrays;
import xcflow.gaussian.algebra.OffHeap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.gaussian.grid.MovingPartition;

/**
 * What the exchange-correlation energy in a block of points gains when nuclei move (J. A. Pople, P.
 * M. W. Gill, B. G. Johnson, Chem. Phys. Lett. 199, 557 (1992); with τ, which they have not, by the
 * same steps). With a, b and c of {@link BlockVariables}, the functions χ of an atom contribute
 *
 * <p>−2 Σ_p Σ_χ [∇χ Q + Σ_j ∇∂_jχ T_j], Q = D(a χ + b·∇χ), T_j = b_j Dχ + c D ∂_jχ.
 *
 * <p>A point that moves with its atom sees the opposite of all functions' displacement.
 */
final class BlockGradient implements AutoCloseable {
    private static final int P = MolecularGrid.BLOCK;

    private final Basis basis;
    private final MolecularGrid grid;
    private final BlockWork block;
    private final DensityProduct product;
    private final OffHeap from;
    private final OffHeap to;
    private final double[] ones = new double[P];
    private final double[] whole = new double[P];
    private final double[] summands = new double[P];

    /** D χ, Q, D ∂_x χ, D ∂_y χ, D ∂_z χ: one row for each function. */
    private final double[][] partners = new double[5][];

    private final FamilyGradient family;
    private final double[][] drift = new double[3][P];

    BlockGradient(Basis basis, MolecularGrid grid, BlockWork block) {
        this.basis = basis;
        this.grid = grid;
        this.block = block;
        int n = basis.count();
        product = new DensityProduct(n);
        from = new OffHeap((long) n * P);
        to = new OffHeap((long) n * P);
        family = new FamilyGradient(basis);
        Arrays.fill(ones, 1);
    }

    @Override
    public void close() {
        product.close();
        from.close();
        to.close();
    }

    /** Starts with the block that has been entered. */
    void begin() {
        for (double[] component : drift) {
            Arrays.fill(component, 0);
        }
    }

    /**
     * Adds what the functions contribute.
     *
     * @param scalar half of a
     * @param vector b; null without gradients
     * @param tensor half of c; null without the kinetic energy density
     * @param gradient [3 × atoms]
     */
    void addDensity(
            DensityMatrix matrix,
            double[] scalar,
            double[][] vector,
            double[] tensor,
            double[] gradient) {
        int count = block.points();
        if (block.functions().count() == 0 || matrix.rank() == 0) {
            return;
        }
        for (int p = 0; p < count; p++) {
            whole[p] = 2 * scalar[p];
        }
        multiply(matrix, block.combined(ones, null), 0);
        if (vector != null) {
            multiply(matrix, block.combined(whole, vector), 1);
        }
        for (int i = 0; tensor != null && i < 3; i++) {
            int axis = i;
            double[] panel = room(2 + axis);
            block.families()
                    .forEach((first, last, at) -> block.derivatives(first, last, at, axis, panel));
            multiply(matrix, panel, 2 + axis);
        }
        block.families()
                .forEach(
                        (first, last, at) -> {
                            family.enter(block, first, last, at);
                            family.fill(partners, whole, vector, tensor);
                            move(first, gradient);
                        });
    }

    private double[] room(int number) {
        if (partners[number] == null) {
            partners[number] = new double[basis.count() * P];
        }
        return partners[number];
    }

    private void multiply(DensityMatrix matrix, double[] panel, int number) {
        int count = block.points();
        int[] index = block.functions().functions();
        from.put(0, panel, index.length * count);
        product.apply(matrix, index, count, from, to);
        to.get(room(number), index.length * count);
    }

    private void move(int first, double[] gradient) {
        Shell shell = basis.shells().get(block.functions().shells()[first]);
        for (int axis = 0; axis < 3; axis++) {
            double[] row = family.slope(axis);
            double sum = 0;
            for (int p = 0; p < block.points(); p++) {
                double change = -2 * row[p];
                drift[axis][p] += change;
                sum += change;
            }
            gradient[3 * shell.atom() + axis] += sum;
        }
    }

    /** Adds what the weights contribute, and lets the points move with their atoms. */
    void addGrid(
            int number,
            BlockVariables variables,
            int packed,
            MovingPartition partition,
            double[] gradient) {
        variables.energies(packed, summands);
        partition.add(number, summands, gradient, drift);
        for (int p = 0; p < block.points(); p++) {
            int owner = grid.owners()[block.start() + p];
            for (int axis = 0; axis < 3; axis++) {
                gradient[3 * owner + axis] -= drift[axis][p];
            }
        }
    }
}
