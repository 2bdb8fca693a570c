package xcflow.structure.symmetry;

import java.util.List;

/** Tells which rotations map a mesh of k-points onto itself. */
public final class MeshSymmetry {
    private final KMesh mesh;
    private final List<double[]> points;
    private final ReducedPoints indices;

    public MeshSymmetry(KMesh mesh) {
        this.mesh = mesh;
        this.points = mesh.points();
        this.indices = new ReducedPoints(points);
    }

    /**
     * The points of one shift differ by the steps of the mesh. If a rotation makes whole steps of
     * steps, one point of each shift tells where the others go; else all are looked at.
     */
    public boolean has(Operation.Rotation rotation) {
        int each = mapsSteps(rotation) ? points.size() / mesh.shifts().size() : 1;
        for (int i = 0; i < points.size(); i += each) {
            if (indices.indexOf(rotation.applyTransposed(points.get(i))) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether Wᵀ takes e_j/n_j to whole numbers of steps: n_i W_ji / n_j must be whole. */
    private boolean mapsSteps(Operation.Rotation w) {
        int[][] rows = {
            {w.xx(), w.xy(), w.xz()}, {w.yx(), w.yy(), w.yz()}, {w.zx(), w.zy(), w.zz()}
        };
        List<Integer> n = mesh.divisions();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (n.get(i) * rows[j][i] % n.get(j) != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
