package xcflow.structure.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A regular mesh of k-points, k_i = (m_i + s_i)/n_i along the reciprocal vectors with m_i = 0 … n_i
 * − 1, for one or several shifts s. Monkhorst & Pack, Phys. Rev. B 13, 5188 (1976).
 *
 * @param divisions n, three numbers
 * @param shifts the shifts in units of the mesh's step, each three numbers, at least one
 */
public record KMesh(List<Integer> divisions, List<List<Double>> shifts) {
    /** Shifts that make a mesh of a primitive face-centred cubic cell fine and symmetric. */
    private static final List<List<Double>> FACE_CENTRED =
            List.of(
                    List.of(0.5, 0.5, 0.5),
                    List.of(0.5, 0.0, 0.0),
                    List.of(0.0, 0.5, 0.0),
                    List.of(0.0, 0.0, 0.5));

    /** More points than this take longer than anybody waits, and more memory than there is. */
    private static final double MOST_POINTS = 1e6;

    public KMesh {
        divisions = List.copyOf(divisions);
        shifts = shifts.stream().map(List::copyOf).toList();
        if (divisions.size() != 3 || divisions.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "a k-point mesh needs three divisions of at least 1, not " + divisions);
        }
        if (shifts.stream().flatMap(List::stream).anyMatch(s -> !Double.isFinite(s))) {
            throw new IllegalArgumentException(
                    "a shift of the k-point mesh must be finite, not " + shifts);
        }
        if (shifts.isEmpty() || shifts.stream().anyMatch(s -> s.size() != 3)) {
            throw new IllegalArgumentException(
                    "a shift of the k-point mesh needs three numbers, not " + shifts);
        }
        double points = shifts.size();
        for (int n : divisions) {
            points *= n;
        }
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "a k-point mesh may have a million points, and " + divisions + " are more");
        }
    }

    /** A mesh that contains Γ. */
    public static KMesh gammaCentred(int n1, int n2, int n3) {
        return shifted(n1, n2, n3, 0, 0, 0);
    }

    /** A mesh with one shift, given in units of the mesh's step (½ is the usual one). */
    public static KMesh shifted(int n1, int n2, int n3, double s1, double s2, double s3) {
        return new KMesh(List.of(n1, n2, n3), List.of(List.of(s1, s2, s3)));
    }

    /**
     * The four shifts that turn n³ divisions of a primitive face-centred cubic cell into a mesh of
     * 4n³ points with the full cubic symmetry.
     */
    public static KMesh faceCentred(int n) {
        return new KMesh(List.of(n, n, n), FACE_CENTRED);
    }

    /** Γ alone, for molecules in a box. */
    public static KMesh gamma() {
        return gammaCentred(1, 1, 1);
    }

    /** Number of points of the whole mesh. */
    public int size() {
        return divisions.get(0) * divisions.get(1) * divisions.get(2) * shifts.size();
    }

    /** All points along the reciprocal vectors, each in [0, 1)³. */
    public List<double[]> points() {
        List<double[]> points = new ArrayList<>(size());
        for (List<Double> shift : shifts) {
            for (int i = 0; i < divisions.get(0); i++) {
                for (int j = 0; j < divisions.get(1); j++) {
                    for (int k = 0; k < divisions.get(2); k++) {
                        int[] m = {i, j, k};
                        double[] point = new double[3];
                        Arrays.setAll(
                                point,
                                axis -> {
                                    double x = (m[axis] + shift.get(axis)) / divisions.get(axis);
                                    return x - Math.floor(x);
                                });
                        points.add(point);
                    }
                }
            }
        }
        return points;
    }
}
