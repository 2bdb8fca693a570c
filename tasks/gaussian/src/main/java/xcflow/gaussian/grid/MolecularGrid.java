package xcflow.gaussian.grid;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;

/**
 * Points and weights that integrate over a molecule. The points are sorted into compact blocks of
 * {@link #BLOCK} points, so that few basis functions matter in each.
 *
 * @param level fineness
 * @param generated number of points of the atoms' grids, before those without weight were left out
 * @param x coordinates in bohr, likewise y and z
 * @param weights in bohr³; a few are negative, as in some of Lebedev's rules
 * @param owners index of the atom that each point belongs to, and moves with
 */
public record MolecularGrid(
        GridLevel level,
        int generated,
        double[] x,
        double[] y,
        double[] z,
        double[] weights,
        int[] owners) {

    /** Points in a block; only the last block may have fewer. */
    public static final int BLOCK = 192;

    /**
     * Smallest weight worth keeping, bohr³: with the largest densities that occur, at heavy nuclei,
     * a point below it adds less than 1e-12 electrons.
     */
    private static final double SMALLEST_WEIGHT = 1e-16;

    /** Grid of a molecule. */
    public static MolecularGrid of(List<Atom> atoms, GridLevel level, Workers workers) {
        Map<Element, AtomicGrid> atomic = new HashMap<>();
        int generated = 0;
        for (Atom atom : atoms) {
            generated +=
                    atomic.computeIfAbsent(atom.element(), element -> AtomicGrid.of(element, level))
                            .size();
        }
        double[][] points = new double[4][generated];
        int[] owner = new int[generated];
        int point = 0;
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            AtomicGrid grid = atomic.get(atom.element());
            for (int j = 0; j < grid.size(); j++) {
                points[0][point] = atom.x() + grid.x()[j];
                points[1][point] = atom.y() + grid.y()[j];
                points[2][point] = atom.z() + grid.z()[j];
                points[3][point] = grid.weights()[j];
                owner[point++] = i;
            }
        }
        int[] order = SpatialOrder.of(points[0], points[1], points[2], BLOCK);
        double[] x = permuted(points[0], order);
        double[] y = permuted(points[1], order);
        double[] z = permuted(points[2], order);
        double[] weights = permuted(points[3], order);
        int[] owners = Arrays.stream(order).map(i -> owner[i]).toArray();
        BeckePartition cells = new BeckePartition(atoms);
        workers.forEach(
                blocks(generated),
                block ->
                        cells.apply(
                                x,
                                y,
                                z,
                                weights,
                                owners,
                                block * BLOCK,
                                Math.min((block + 1) * BLOCK, owners.length)));
        // Points without weight are left out; the others stay in order, so blocks stay compact.
        int[] kept =
                IntStream.range(0, weights.length)
                        .filter(i -> Math.abs(weights[i]) >= SMALLEST_WEIGHT)
                        .toArray();
        return new MolecularGrid(
                level,
                generated,
                permuted(x, kept),
                permuted(y, kept),
                permuted(z, kept),
                permuted(weights, kept),
                Arrays.stream(kept).map(i -> owners[i]).toArray());
    }

    /** Number of points. */
    public int size() {
        return weights.length;
    }

    /** Number of blocks. */
    public int blocks() {
        return blocks(size());
    }

    /** First point of a block. */
    public int start(int block) {
        return block * BLOCK;
    }

    /** One after the last point of a block. */
    public int end(int block) {
        return Math.min((block + 1) * BLOCK, size());
    }

    private static int blocks(int points) {
        return (points + BLOCK - 1) / BLOCK;
    }

    private static double[] permuted(double[] values, int[] order) {
        double[] result = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = values[order[i]];
        }
        return result;
    }
}
