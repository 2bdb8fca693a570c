package xcflow.gaussian.xc;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import java.util.Arrays;
import xcflow.gaussian.algebra.OffHeap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.numerics.LinearAlgebra;

/**
 * Room for one thread to work on a block of points: basis functions, densities and matrices of the
 * block. The large matrices lie outside the heap, where BLAS takes them without copying.
 */
final class BlockWork implements AutoCloseable {
    private static final int P = MolecularGrid.BLOCK;

    private final Basis basis;
    private final MolecularGrid grid;
    private BlockFunctions functions;

    /** Made when the kinetic energy density is asked for. */
    private BlockDerivatives derivatives;

    private int from;
    private int count;

    private final ShellFamilies families;
    private final double[] rowX = new double[P];
    private final double[] rowY = new double[P];
    private final double[] rowZ = new double[P];
    private final double[] sum = new double[P];
    private final double[] row = new double[P];
    private final double[] along = new double[P];
    private final double[] panel;
    private final double[] square;

    private final OffHeap values;
    private final OffHeap partners;
    private final OffHeap product;
    private final DensityProduct contraction;

    BlockWork(Basis basis, MolecularGrid grid) {
        LinearAlgebra.load();
        this.basis = basis;
        this.grid = grid;
        families = new ShellFamilies(basis, grid);
        int n = basis.count();
        panel = new double[n * P];
        square = new double[n * n];
        values = new OffHeap((long) n * P);
        partners = new OffHeap((long) n * P);
        product = new OffHeap((long) n * n);
        contraction = new DensityProduct(n);
    }

    @Override
    public void close() {
        contraction.close();
        for (OffHeap matrix : new OffHeap[] {values, partners, product}) {
            matrix.close();
        }
        if (derivatives != null) {
            derivatives.close();
        }
    }

    /** Turns to another block: makes the values of its basis functions. */
    void enter(int block, BlockFunctions reaching) {
        functions = reaching;
        if (derivatives != null) {
            derivatives.leave();
        }
        from = grid.start(block);
        count = grid.end(block) - from;
        families.enter(reaching, from, count);
        families.forEach(
                (first, last, at) -> {
                    AngularPart part = families.part(first);
                    for (int f = 0; f < part.functions(); f++) {
                        part.value(f, families.monomials, families.harmonics[at + f], count);
                    }
                    int function = at;
                    for (int s = first; s < last; s++) {
                        double[] radial = functions.radial()[s];
                        for (int f = 0; f < part.functions(); f++) {
                            double[] harmonic = families.harmonics[at + f];
                            Rows.multiply(count, radial, harmonic, row);
                            values.put(function++ * count, row, count);
                        }
                    }
                });
    }

    /** Number of points of the block. */
    int points() {
        return count;
    }

    /** First point of the block. */
    int start() {
        return from;
    }

    /**
     * Density, its gradient and its kinetic energy density at the points of the block.
     *
     * @param gradient three rows to be filled, or null if not wanted
     * @param kinetic τ to be filled, or null if not wanted
     */
    void density(DensityMatrix matrix, double[] density, double[][] gradient, double[] kinetic) {
        density(matrix, density, gradient);
        if (kinetic != null) {
            derivatives().density(matrix, kinetic);
        }
    }

    private void density(DensityMatrix matrix, double[] density, double[][] gradient) {
        Arrays.fill(density, 0, count, 0);
        if (gradient != null) {
            for (double[] component : gradient) {
                Arrays.fill(component, 0, count, 0);
            }
        }
        int n = functions.count();
        if (n == 0 || matrix.rank() == 0) {
            return;
        }
        contraction.apply(matrix, functions.functions(), count, values, partners);
        partners.get(panel, n * count);
        families.forEach((first, last, at) -> addDensity(first, last, at, density, gradient));
    }

    /** ρ = Σ B·R·Y and ∇ρ = 2 Σ B·(S·Y·r + R·∇Y) over the functions of one family. */
    private void addDensity(int first, int last, int at, double[] density, double[][] gradient) {
        AngularPart part = families.part(first);
        int width = part.functions();
        Arrays.fill(sum, 0, count, 0);
        for (int f = 0; f < width; f++) {
            double[] harmonic = families.harmonics[at + f];
            Arrays.fill(row, 0, count, 0);
            for (int s = first; s < last; s++) {
                double[] radial = functions.radial()[s];
                double[] slope = functions.slope()[s];
                int start = (at + (s - first) * width + f) * count;
                Rows.addRadial(count, panel, start, radial, row);
                Rows.addSlope(count, panel, start, slope, harmonic, sum);
            }
            Rows.addProduct(count, 1, row, harmonic, density);
            if (gradient != null && part.degree() > 0) {
                for (int axis = 0; axis < 3; axis++) {
                    part.derivative(f, axis, families.monomials, rowX, count);
                    Rows.addProduct(count, 2, row, rowX, gradient[axis]);
                }
            }
        }
        if (gradient != null) {
            for (int axis = 0; axis < 3; axis++) {
                Rows.addProduct(count, 2, sum, families.monomials[1 + axis], gradient[axis]);
            }
        }
    }

    /**
     * Adds Σ_p χ_i (a χ_j + b·∇χ_j) to a matrix; the caller adds the transpose.
     *
     * @param scalar a at the points of the block
     * @param vector b, three rows, or null if there is none
     * @param matrix [basis functions × basis functions]
     */
    void addPotential(double[] scalar, double[][] vector, double[] matrix) {
        int n = functions.count();
        if (n == 0) {
            return;
        }
        partners.put(0, combined(scalar, vector), n * count);
        cblas_dgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasTrans,
                n,
                n,
                count,
                1,
                values.pointer(),
                count,
                partners.pointer(),
                count,
                0,
                product.pointer(),
                n);
        product.get(square, n * n);
        scatter(square, functions.functions(), basis.count(), matrix);
    }

    /** Adds Σ_p ∇χ_i c ∇χ_j to a matrix; the caller adds the transpose. */
    void addKinetic(double[] tensor, double[] matrix) {
        derivatives().addPotential(tensor, matrix);
    }

    private BlockDerivatives derivatives() {
        if (derivatives == null) {
            derivatives = new BlockDerivatives(basis, this);
        }
        return derivatives;
    }

    /** Adds the matrix of a block's functions to that of all. */
    static void scatter(double[] square, int[] index, int size, double[] matrix) {
        int n = index.length;
        for (int i = 0; i < n; i++) {
            int target = index[i] * size;
            for (int j = 0; j < n; j++) {
                matrix[target + index[j]] += square[i * n + j];
            }
        }
    }

    /** The shells that reach the block, by families. */
    ShellFamilies families() {
        return families;
    }

    /** The shells that reach the block. */
    BlockFunctions functions() {
        return functions;
    }

    /** One component of the gradients of the functions of one family. */
    void derivatives(int first, int last, int at, int axis, double[] into) {
        AngularPart part = families.part(first);
        int width = part.functions();
        for (int f = 0; f < width; f++) {
            Rows.multiply(count, families.harmonics[at + f], families.monomials[1 + axis], along);
            part.derivative(f, axis, families.monomials, rowX, count);
            for (int s = first; s < last; s++) {
                int start = (at + (s - first) * width + f) * count;
                Rows.store(
                        count,
                        functions.radial()[s],
                        rowX,
                        functions.slope()[s],
                        along,
                        into,
                        start);
            }
        }
    }

    /** a χ + b·∇χ, one row for each function; overwritten by the next call of a method. */
    double[] combined(double[] scalar, double[][] vector) {
        families.forEach((first, last, at) -> partners(first, last, at, scalar, vector));
        return panel;
    }

    /** a·R·Y + b·(S·Y·r + R·∇Y) for the functions of one family. */
    private void partners(int first, int last, int at, double[] scalar, double[][] vector) {
        AngularPart part = families.part(first);
        int width = part.functions();
        if (vector != null) {
            Arrays.fill(sum, 0, count, 0);
            Rows.addDot(
                    count,
                    vector,
                    families.monomials[1],
                    families.monomials[2],
                    families.monomials[3],
                    sum);
        }
        for (int f = 0; f < width; f++) {
            double[] harmonic = families.harmonics[at + f];
            Rows.multiply(count, scalar, harmonic, row);
            Rows.multiply(count, sum, harmonic, along);
            if (vector != null && part.degree() > 0) {
                addDirectional(part, f, vector);
            }
            for (int s = first; s < last; s++) {
                double[] radial = functions.radial()[s];
                double[] slope = functions.slope()[s];
                int start = (at + (s - first) * width + f) * count;
                if (vector == null) {
                    Rows.store(count, radial, row, panel, start);
                } else {
                    Rows.store(count, radial, row, slope, along, panel, start);
                }
            }
        }
    }

    /** Adds b·∇Y to the row. */
    private void addDirectional(AngularPart part, int f, double[][] vector) {
        part.derivative(f, 0, families.monomials, rowX, count);
        part.derivative(f, 1, families.monomials, rowY, count);
        part.derivative(f, 2, families.monomials, rowZ, count);
        Rows.addDot(count, vector, rowX, rowY, rowZ, row);
    }
}
