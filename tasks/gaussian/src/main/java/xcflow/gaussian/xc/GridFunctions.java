package xcflow.gaussian.xc;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.structure.molecule.Atom;

/**
 * Radial parts of a basis in the blocks of a grid. They are computed once and kept as long as they
 * fit into the memory allowed; what does not fit is computed again each time, with the same result.
 */
final class GridFunctions {
    /**
     * A shell matters in a block if √w·|χ| exceeds this at one of its points, so that every
     * integral over it that is left out is smaller than about its square root times the norm of the
     * partner.
     */
    static final double NEGLIGIBLE = 1e-8;

    private final Basis basis;
    private final MolecularGrid grid;
    private final BlockFunctions[] kept;
    private final AtomicLong memory;

    /**
     * @param memory bytes that may be used to keep values
     */
    GridFunctions(Basis basis, MolecularGrid grid, long memory) {
        this.basis = basis;
        this.grid = grid;
        this.kept = new BlockFunctions[grid.blocks()];
        this.memory = new AtomicLong(memory);
    }

    /** Shells and radial parts in a block. */
    BlockFunctions of(int block) {
        BlockFunctions functions = kept[block];
        if (functions == null) {
            functions = compute(block);
            if (memory.addAndGet(-functions.bytes()) >= 0) {
                kept[block] = functions;
            }
        }
        return functions;
    }

    private BlockFunctions compute(int block) {
        int from = grid.start(block);
        int count = grid.end(block) - from;
        List<Shell> shells = basis.shells();
        double[] root = new double[count];
        double greatest = 0;
        for (int p = 0; p < count; p++) {
            root[p] = Math.sqrt(Math.abs(grid.weights()[from + p]));
            greatest = Math.max(greatest, root[p]);
        }
        double[] squares = new double[count];
        double[] exponential = new double[count];
        double[] radial = new double[count];
        double[] slope = new double[count];
        double[][] radials = new double[shells.size()][];
        double[][] slopes = new double[shells.size()][];
        int atom = -1;
        double nearest = 0;
        for (int s = 0; s < shells.size(); s++) {
            Shell shell = shells.get(s);
            if (shell.atom() != atom) {
                atom = shell.atom();
                nearest = squaredDistances(basis.molecule().atoms().get(atom), from, squares);
            }
            if (greatest * bound(shell, nearest) < NEGLIGIBLE) {
                continue;
            }
            Arrays.fill(radial, 0);
            Arrays.fill(slope, 0);
            for (int k = 0; k < shell.exponents().length; k++) {
                double alpha = shell.exponents()[k];
                double c = shell.coefficients()[k];
                Exponential.gaussian(alpha, squares, exponential, count);
                for (int p = 0; p < count; p++) {
                    radial[p] += c * exponential[p];
                    slope[p] -= 2 * alpha * c * exponential[p];
                }
            }
            if (matters(shell.l(), root, squares, radial)) {
                radials[s] = radial.clone();
                slopes[s] = slope.clone();
            }
        }
        int[] reaching =
                IntStream.range(0, radials.length).filter(s -> radials[s] != null).toArray();
        return new BlockFunctions(
                reaching,
                Arrays.stream(reaching)
                        .mapToObj(shells::get)
                        .flatMapToInt(s -> IntStream.range(s.first(), s.first() + s.functions()))
                        .toArray(),
                Arrays.stream(reaching).mapToObj(s -> radials[s]).toArray(double[][]::new),
                Arrays.stream(reaching).mapToObj(s -> slopes[s]).toArray(double[][]::new));
    }

    /** Fills the squared distances to an atom and gives the least. */
    private double squaredDistances(Atom atom, int from, double[] squares) {
        double least = Double.POSITIVE_INFINITY;
        for (int p = 0; p < squares.length; p++) {
            double x = grid.x()[from + p] - atom.x();
            double y = grid.y()[from + p] - atom.y();
            double z = grid.z()[from + p] - atom.z();
            squares[p] = x * x + y * y + z * z;
            least = Math.min(least, squares[p]);
        }
        return least;
    }

    /** Bound of |χ| at all distances whose square is at least the given one. */
    private static double bound(Shell shell, double square) {
        double bound = 0;
        for (int k = 0; k < shell.exponents().length; k++) {
            double alpha = shell.exponents()[k];
            double r2 = Math.max(square, shell.l() / (2 * alpha));
            bound +=
                    Math.abs(shell.coefficients()[k])
                            * Math.pow(r2, 0.5 * shell.l())
                            * Math.exp(-alpha * r2);
        }
        return bound;
    }

    private static boolean matters(int l, double[] root, double[] squares, double[] radial) {
        for (int p = 0; p < root.length; p++) {
            double power = l == 0 ? 1 : Math.pow(squares[p], 0.5 * l);
            if (root[p] * power * Math.abs(radial[p]) > NEGLIGIBLE) {
                return true;
            }
        }
        return false;
    }
}
