package xcflow.structure.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xcflow.numerics.Constants;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * A crystal that has all operations of a group exactly.
 *
 * <p>Coordinates in files are rounded, so operations hold only nearly, and those that hold within
 * some tolerance need not be a group: a mesh folded by them has the wrong weights. Therefore the
 * operations are made a group first, in exact arithmetic, and then lattice and atoms are moved to
 * where the group holds exactly. That takes away only displacements without any symmetry, on which
 * the energy depends in second order.
 *
 * @param crystal the given one if rounding alone separates it from the symmetric one
 * @param group all operations in use
 * @param displacement by how far an atom or the end of a lattice vector was moved at most, Å
 */
public record SymmetricCrystal(Crystal crystal, SpaceGroup group, double displacement) {

    /**
     * Greatest displacement, Å, unless another is asked for. With usual force constants, up to half
     * a hartree per square bohr, it changes the energy by less than 1e-9 Ha per atom.
     */
    public static final double TOLERANCE = 2e-5;

    /** Displacements below this, Å, are rounding of the last bits. */
    private static final double ROUNDING = 1e-12;

    /** Displacements below this, Å, change no energy by more than rounding. */
    private static final double SAID = 1e-8;

    /** By how much a set of operations is narrowed if its symmetric crystal is too far away. */
    private static final double NARROWER = 0.8;

    /**
     * The symmetric crystal nearest to a given one.
     *
     * @param kinds one number for each site: sites of different numbers are never equal
     * @param demands what the operations must keep besides
     * @param tolerance greatest displacement, Å
     */
    public static SymmetricCrystal of(
            Crystal crystal, List<Integer> kinds, Demands demands, double tolerance) {
        double bohr = tolerance / Constants.BOHR_IN_ANGSTROM;
        int[] numbers = kinds.stream().mapToInt(Integer::intValue).toArray();
        Coincidences coincidences = new Coincidences(crystal, numbers);
        // Two atoms, each displaced by the tolerance, may miss each other by twice that.
        List<Coincidences.Found> found = coincidences.within(2 * bohr, demands);
        for (double limit = 2 * bohr; ; limit *= NARROWER) {
            double most = limit;
            List<Coincidences.Found> near =
                    found.stream().filter(f -> f.mismatch() <= most).toList();
            SymmetricCrystal symmetric = symmetrised(crystal, coincidences, near);
            if (symmetric.displacement <= tolerance || symmetric.group.order() == 1) {
                symmetric.group.prove(symmetric.crystal, kinds);
                return symmetric;
            }
        }
    }

    /** The crystal itself, with the identity alone. */
    public static SymmetricCrystal trivial(Crystal crystal) {
        return new SymmetricCrystal(crystal, SpaceGroup.trivial(), 0);
    }

    /** What is to be said of the displacement, if it is more than the last digits of a file. */
    public Optional<Warning> doubt() {
        return displacement < SAID
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                "structure-symmetrised",
                                String.format(
                                        Locale.ROOT,
                                        "atoms and lattice vectors were moved, by %.1e Å at most, to"
                                                + " where %d symmetry operations hold exactly;"
                                                + " without symmetry they stay where they are",
                                        displacement,
                                        group.order())));
    }

    private static SymmetricCrystal symmetrised(
            Crystal crystal, Coincidences coincidences, List<Coincidences.Found> near) {
        int n = crystal.sites().size();
        Closure closure =
                Closure.largest(near.stream().map(Coincidences.Found::motion).toList(), n);
        SpaceGroup group = SpaceGroup.of(closure, n, coincidences.centroid());
        Set<Motion> motions = Set.copyOf(closure.motions());
        List<Coincidences.Found> used =
                near.stream().filter(f -> motions.contains(f.motion())).toList();
        if (used.size() <= 1) {
            return trivial(crystal);
        }
        Lattice lattice =
                LatticeSymmetry.symmetrised(
                        crystal.lattice(),
                        used.stream().map(f -> f.motion().rotation()).collect(Collectors.toSet()));
        List<Site> sites = sites(crystal, coincidences, used);
        double displacement =
                Constants.BOHR_IN_ANGSTROM
                        * Math.max(
                                ofLattice(crystal.lattice(), lattice),
                                ofAtoms(crystal.sites(), sites, lattice));
        Crystal result = displacement < ROUNDING ? crystal : new Crystal(lattice, sites);
        return new SymmetricCrystal(result, group, displacement);
    }

    /** Each atom at the mean of all images that fall on it. */
    private static List<Site> sites(
            Crystal crystal, Coincidences coincidences, List<Coincidences.Found> used) {
        int n = crystal.sites().size();
        double[][] moves = new double[n][3];
        for (Coincidences.Found found : used) {
            for (int i = 0; i < n; i++) {
                double[] image = found.motion().apply(coincidences.position(i), n);
                int target = found.images()[i];
                for (int axis = 0; axis < 3; axis++) {
                    double d = image[axis] - coincidences.position(target)[axis];
                    moves[target][axis] += (d - Math.rint(d)) / used.size();
                }
            }
        }
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Site s = crystal.sites().get(i);
            double[] d = moves[i];
            sites.add(new Site(s.element(), s.x() + d[0], s.y() + d[1], s.z() + d[2], s.moment()));
        }
        return sites;
    }

    private static double ofLattice(Lattice before, Lattice after) {
        return IntStream.range(0, 3)
                .mapToDouble(
                        i ->
                                length(
                                        after.get(i, 0) - before.get(i, 0),
                                        after.get(i, 1) - before.get(i, 1),
                                        after.get(i, 2) - before.get(i, 2)))
                .max()
                .orElseThrow();
    }

    private static double ofAtoms(List<Site> before, List<Site> after, Lattice lattice) {
        double greatest = 0;
        for (int i = 0; i < before.size(); i++) {
            Site a = before.get(i);
            Site b = after.get(i);
            double[] r = lattice.cartesian(b.x() - a.x(), b.y() - a.y(), b.z() - a.z());
            greatest = Math.max(greatest, length(r[0], r[1], r[2]));
        }
        return greatest;
    }

    private static double length(double x, double y, double z) {
        return Math.sqrt(x * x + y * y + z * z);
    }
}
