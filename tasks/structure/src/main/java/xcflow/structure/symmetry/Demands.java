package xcflow.structure.symmetry;

import java.util.List;
import java.util.Optional;

/**
 * What an operation in use must keep besides the crystal. A crystal is made symmetric only by
 * operations that are used: by others it would lose displacements that the energy feels in first
 * order, such as a strain along the diagonal that a mesh singles out.
 *
 * @param mesh of k-points
 * @param grid of the density
 * @param inPlane whether the first two lattice vectors will be strained and the third will not
 */
public record Demands(KMesh mesh, Optional<Grid> grid, boolean inPlane) {

    /** A translation may miss grid points by this share of a step: the energy feels its square. */
    private static final double SHARE = 1e-3;

    /**
     * A Fourier grid.
     *
     * @param points along the lattice vectors
     * @param ontoItself whether operations must lead from point to point. Those that lead between
     *     the points are right too, since fields are averaged in reciprocal space, but exchange and
     *     correlation on the grid lack them a little
     */
    public record Grid(List<Integer> points, boolean ontoItself) {
        public Grid {
            points = List.copyOf(points);
        }

        private boolean reachedBy(Operation operation) {
            for (int axis = 0; axis < 3; axis++) {
                double steps = points.get(axis) * operation.translation(axis);
                if (Math.abs(steps - Math.rint(steps)) > SHARE) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether a mesh is kept, and nothing else asked for. */
    public static Demands of(KMesh mesh) {
        return new Demands(mesh, Optional.empty(), false);
    }

    /** The rotations of a list that meet all demands. */
    List<Operation.Rotation> met(List<Operation.Rotation> rotations) {
        MeshSymmetry ofMesh = new MeshSymmetry(mesh);
        return rotations.stream()
                .filter(w -> !inPlane || separates(w))
                .filter(w -> grid.isEmpty() || mapsGrid(w, grid.get().points()))
                .filter(ofMesh::has)
                .toList();
    }

    /** Whether an operation's translation meets the demands. */
    boolean met(Operation operation) {
        return grid.isEmpty() || !grid.get().ontoItself() || grid.get().reachedBy(operation);
    }

    /** Whether the rotation mixes the first two lattice vectors only with each other. */
    private static boolean separates(Operation.Rotation w) {
        return w.xz() == 0 && w.yz() == 0 && w.zx() == 0 && w.zy() == 0;
    }

    /** Whether x_j = m_j/n_j becomes a point of the same grid: n_i W_ij / n_j must be whole. */
    private static boolean mapsGrid(Operation.Rotation w, List<Integer> n) {
        int[][] rows = {
            {w.xx(), w.xy(), w.xz()}, {w.yx(), w.yy(), w.yz()}, {w.zx(), w.zy(), w.zz()}
        };
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (n.get(i) * rows[i][j] % n.get(j) != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
