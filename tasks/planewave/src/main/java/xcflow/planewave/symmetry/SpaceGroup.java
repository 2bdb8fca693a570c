package xcflow.planewave.symmetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.planewave.crystal.Crystal;
import xcflow.planewave.crystal.Lattice;
import xcflow.planewave.crystal.Site;

/**
 * Symmetry operations under which a crystal is unchanged: rotations of the lattice with the
 * translations that bring every atom onto an equal one. Atoms with different starting moments are
 * not equal. The operations form a group.
 */
public final class SpaceGroup {
    /** Positions that differ by less than this, in bohr, are the same. */
    private static final double TOLERANCE = 1e-5;

    private final List<Operation> operations;

    private SpaceGroup(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** The identity alone. */
    public static SpaceGroup trivial() {
        return new SpaceGroup(
                List.of(new Operation(new Operation.Rotation(1, 0, 0, 0, 1, 0, 0, 0, 1), 0, 0, 0)));
    }

    /** The space group of a crystal. */
    public static SpaceGroup of(Crystal crystal) {
        List<Site> rarest = rarestKind(crystal);
        List<Operation> operations = new ArrayList<>();
        for (Operation.Rotation rotation : latticeRotations(crystal.lattice())) {
            double[] image = rotation.apply(rarest.get(0).fractional());
            for (Site target : rarest) {
                double[] t = {target.x() - image[0], target.y() - image[1], target.z() - image[2]};
                if (mapsOntoItself(crystal, rotation, t)) {
                    operations.add(new Operation(rotation, wrap(t[0]), wrap(t[1]), wrap(t[2])));
                }
            }
        }
        return new SpaceGroup(operations);
    }

    /** Number of operations. */
    public int order() {
        return operations.size();
    }

    List<Operation> operations() {
        return operations;
    }

    /** The subgroup of operations that map a mesh of k-points onto itself. */
    public SpaceGroup preserving(KMesh mesh) {
        List<double[]> points = mesh.points();
        ReducedPoints all = new ReducedPoints(points);
        return new SpaceGroup(
                operations.stream()
                        .filter(
                                operation ->
                                        points.stream()
                                                .allMatch(
                                                        k ->
                                                                all.indexOf(
                                                                                operation
                                                                                        .rotation()
                                                                                        .applyTransposed(
                                                                                                k))
                                                                        >= 0))
                        .toList());
    }

    private static double wrap(double x) {
        double wrapped = x - Math.floor(x + 1e-9);
        return Math.abs(wrapped) < 1e-9 ? 0 : wrapped;
    }

    private static List<Site> rarestKind(Crystal crystal) {
        Map<List<Object>, List<Site>> kinds =
                crystal.sites().stream()
                        .collect(Collectors.groupingBy(s -> List.of(s.element(), s.moment())));
        return kinds.values().stream()
                .min(
                        Comparator.<List<Site>>comparingInt(List::size)
                                .thenComparing(sites -> crystal.sites().indexOf(sites.get(0))))
                .orElseThrow();
    }

    private static boolean mapsOntoItself(
            Crystal crystal, Operation.Rotation rotation, double[] translation) {
        for (Site site : crystal.sites()) {
            double[] image = rotation.apply(site.fractional());
            boolean found = false;
            for (Site other : crystal.sites()) {
                if (other.element().equals(site.element())
                        && other.moment() == site.moment()
                        && coincide(crystal.lattice(), image, translation, other)) {
                    found = true;
                    break;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean coincide(
            Lattice lattice, double[] image, double[] translation, Site site) {
        double[] position = site.fractional();
        double[] difference = new double[3];
        for (int i = 0; i < 3; i++) {
            double d = image[i] + translation[i] - position[i];
            difference[i] = d - Math.rint(d);
        }
        double[] r = lattice.cartesian(difference);
        return r[0] * r[0] + r[1] * r[1] + r[2] * r[2] < TOLERANCE * TOLERANCE;
    }

    /** All integer matrices that keep the lengths of and angles between the lattice vectors. */
    private static List<Operation.Rotation> latticeRotations(Lattice lattice) {
        List<List<int[]>> candidates = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            candidates.add(vectorsOfLength(lattice, lattice.length(i)));
        }
        List<Operation.Rotation> rotations = new ArrayList<>();
        for (int[] a : candidates.get(0)) {
            for (int[] b : candidates.get(1)) {
                if (!sameProduct(lattice, a, b, 0, 1)) {
                    continue;
                }
                for (int[] c : candidates.get(2)) {
                    if (sameProduct(lattice, a, c, 0, 2) && sameProduct(lattice, b, c, 1, 2)) {
                        rotations.add(Operation.Rotation.ofColumns(a, b, c));
                    }
                }
            }
        }
        return rotations;
    }

    private static List<int[]> vectorsOfLength(Lattice lattice, double length) {
        double[][] reciprocal = lattice.reciprocalRows();
        int[] reach = new int[3];
        for (int i = 0; i < 3; i++) {
            double[] b = reciprocal[i];
            double norm = Math.sqrt(b[0] * b[0] + b[1] * b[1] + b[2] * b[2]);
            reach[i] = (int) Math.floor(length * norm / (2 * Math.PI) + 1e-6);
        }
        List<int[]> vectors = new ArrayList<>();
        for (int i = -reach[0]; i <= reach[0]; i++) {
            for (int j = -reach[1]; j <= reach[1]; j++) {
                for (int k = -reach[2]; k <= reach[2]; k++) {
                    double[] r = lattice.cartesian(i, j, k);
                    double norm = Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
                    if (Math.abs(norm - length) < TOLERANCE) {
                        vectors.add(new int[] {i, j, k});
                    }
                }
            }
        }
        return vectors;
    }

    private static boolean sameProduct(Lattice lattice, int[] u, int[] v, int i, int j) {
        double[] a = lattice.cartesian(u[0], u[1], u[2]);
        double[] b = lattice.cartesian(v[0], v[1], v[2]);
        double product = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        double expected = 0;
        for (int axis = 0; axis < 3; axis++) {
            expected += lattice.get(i, axis) * lattice.get(j, axis);
        }
        return Math.abs(product - expected) < TOLERANCE * Math.max(lattice.length(i), 1);
    }
}
