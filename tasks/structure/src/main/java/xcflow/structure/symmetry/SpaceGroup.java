package xcflow.structure.symmetry;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import xcflow.structure.crystal.Crystal;

/**
 * Symmetry operations under which a crystal is unchanged: rotations of the lattice with the
 * translations that bring every atom onto an equal one. They are a group: no other set of
 * operations can be made one of these.
 */
public final class SpaceGroup {
    /** By how much an exact symmetry may be missed in floating-point numbers, bohr. */
    private static final double EXACT = 1e-9;

    private final Closure closure;
    private final int atoms;
    private final double[] centroid;
    private final List<Operation> operations;

    private SpaceGroup(Closure closure, int atoms, double[] centroid) {
        this.closure = closure;
        this.atoms = atoms;
        this.centroid = centroid;
        this.operations = closure.motions().stream().map(m -> m.around(centroid, atoms)).toList();
    }

    /** The identity alone. */
    public static SpaceGroup trivial() {
        return of(new Closure(List.of(Motion.IDENTITY), List.of()), 1, new double[3]);
    }

    /** A group of motions of a number of atoms about their centroid (fractional). */
    public static SpaceGroup of(Closure closure, int atoms, double[] centroid) {
        return new SpaceGroup(closure, atoms, centroid);
    }

    /** Number of operations. */
    public int order() {
        return operations.size();
    }

    public List<Operation> operations() {
        return operations;
    }

    public Closure closure() {
        return closure;
    }

    /** The subgroup of operations that map a mesh of k-points onto itself. */
    public SpaceGroup preserving(KMesh mesh) {
        MeshSymmetry ofMesh = new MeshSymmetry(mesh);
        return subgroup(motion -> ofMesh.has(motion.rotation()));
    }

    private SpaceGroup subgroup(Predicate<Motion> kept) {
        List<Motion> motions = closure.motions().stream().filter(kept).toList();
        return motions.size() == operations.size()
                ? this
                : new SpaceGroup(Closure.of(motions, atoms), atoms, centroid);
    }

    /**
     * Makes sure that the operations are a group and that the crystal has each of them: closure in
     * exact arithmetic, then lattice and atoms under the generators.
     *
     * @param kinds one number for each site: sites of different numbers are not equal
     * @throws IllegalStateException if that is not so
     */
    public void prove(Crystal crystal, List<Integer> kinds) {
        try {
            Closure.of(closure.motions(), atoms);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        if (order() == 1) {
            return;
        }
        Coincidences coincidences =
                new Coincidences(crystal, kinds.stream().mapToInt(Integer::intValue).toArray());
        double[] now = coincidences.centroid();
        if (kinds.size() != atoms
                || Arrays.stream(new int[] {0, 1, 2})
                        .anyMatch(i -> Math.abs(now[i] - centroid[i]) > EXACT)) {
            throw new IllegalStateException("the symmetry operations are those of other atoms");
        }
        for (Motion generator : closure.generators()) {
            if (!coincidences.holds(generator, EXACT)) {
                throw new IllegalStateException(
                        "the crystal lacks a symmetry operation that was to be used: " + generator);
            }
        }
    }
}
