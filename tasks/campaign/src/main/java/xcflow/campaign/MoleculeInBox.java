package xcflow.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.functional.Functional;
import xcflow.gaussian.molecule.Atom;
import xcflow.gaussian.molecule.Molecule;
import xcflow.planewave.crystal.Crystal;
import xcflow.planewave.crystal.Lattice;
import xcflow.planewave.crystal.Site;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Spin;

/** Molecules as crystals with a large cubic cell, for the plane-wave engine. */
public final class MoleculeInBox {
    /** Empty space, bohr, that is left between a molecule and its images if nobody says more. */
    static final double SPACE = 14;

    /** Less empty space, bohr, between a molecule and its images than this is a mistake. */
    private static final double LEAST_SPACE = 4;

    private MoleculeInBox() {}

    /** The molecule in the middle of a box. */
    public static Crystal crystal(Molecule molecule, double side) {
        double[][] extent = extent(molecule);
        List<Site> sites = new ArrayList<>();
        for (Atom atom : molecule.atoms()) {
            double[] r = {atom.x(), atom.y(), atom.z()};
            double[] f = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                double middle = 0.5 * (extent[0][axis] + extent[1][axis]);
                f[axis] = (r[axis] - middle) / side + 0.5;
            }
            sites.add(new Site(atom.element(), f[0], f[1], f[2]));
        }
        return new Crystal(Lattice.cubic(side), sites);
    }

    /** The model of a molecule in the middle of a box. */
    public static Model model(
            Molecule molecule,
            double side,
            Map<String, String> pseudopotentials,
            Functional functional,
            Spin spin,
            Smearing smearing) {
        Model neutral =
                Model.of(crystal(molecule, side), pseudopotentials, functional, spin, smearing);
        return new Model(
                neutral.crystal(),
                neutral.atoms(),
                functional,
                neutral.spin(),
                neutral.smearing(),
                molecule.charge());
    }

    /** Side of a box, bohr, that keeps the molecule well apart from its images. */
    public static double side(Molecule molecule) {
        double[][] extent = extent(molecule);
        double longest = 0;
        for (int axis = 0; axis < 3; axis++) {
            longest = Math.max(longest, extent[1][axis] - extent[0][axis]);
        }
        return Math.ceil(longest + SPACE);
    }

    /**
     * Refuses a box in which the molecule would touch its images.
     *
     * @param name of the molecule
     * @param side of the box, bohr
     * @throws IllegalArgumentException if it does not fit, or the side is not a number
     */
    public static void requireRoom(String name, Molecule molecule, double side) {
        double needed = side(molecule) - SPACE + LEAST_SPACE;
        if (!(side >= needed) || Double.isInfinite(side)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s needs a larger box than %.1f bohr: at least %.1f bohr",
                            name,
                            side,
                            needed));
        }
    }

    /** Spins as the molecule's unpaired electrons want them. */
    public static Spin spin(Molecule molecule) {
        return molecule.unpaired() == 0
                ? new Spin.Unpolarised()
                : new Spin.Fixed(molecule.unpaired());
    }

    private static double[][] extent(Molecule molecule) {
        double[][] extent = {
            {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY},
            {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}
        };
        for (Atom atom : molecule.atoms()) {
            double[] r = {atom.x(), atom.y(), atom.z()};
            for (int axis = 0; axis < 3; axis++) {
                extent[0][axis] = Math.min(extent[0][axis], r[axis]);
                extent[1][axis] = Math.max(extent[1][axis], r[axis]);
            }
        }
        return extent;
    }
}
