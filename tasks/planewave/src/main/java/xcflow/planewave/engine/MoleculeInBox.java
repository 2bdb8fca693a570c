package xcflow.planewave.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Spin;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Molecules as crystals with a large cubic cell, for the plane-wave engine. */
final class MoleculeInBox {
    /** Empty space, bohr, that is left between a molecule and its images if nobody says more. */
    static final double SPACE = 14;

    /** Less empty space, bohr, between a molecule and its images than this is a mistake. */
    private static final double LEAST_SPACE = 4;

    /** With this much, bohr, the energy of a small molecule is right to a millihartree. */
    private static final double ENOUGH_SPACE = 10;

    private MoleculeInBox() {}

    /** The molecule in the middle of a box. */
    static Crystal crystal(Molecule molecule, double side) {
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
    static Model model(
            Molecule molecule,
            double side,
            Pseudopotentials pseudopotentials,
            Functional functional,
            Spin spin,
            Smearing smearing) {
        return Model.of(
                crystal(molecule, side),
                pseudopotentials,
                functional,
                spin,
                smearing,
                molecule.charge());
    }

    /** Side of a box, bohr, that keeps the molecule well apart from its images. */
    static double side(Molecule molecule) {
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
    static void requireRoom(String name, Molecule molecule, double side) {
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

    /**
     * The doubt about a box in which the images of a molecule change its energy. That of H2 is too
     * low by 11 mHa in a box of 8 bohr, by 2 in one of 10 and by 0.2 in one of 12.
     */
    static Optional<Warning> doubt(String name, Molecule molecule, double side) {
        double wanted = side(molecule) - SPACE + ENOUGH_SPACE;
        return side >= wanted
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                "box-below-recommended",
                                String.format(
                                        Locale.ROOT,
                                        "a box of %.4g bohr is small for %s, whose images are felt:"
                                                + " at least %.4g bohr are recommended",
                                        side,
                                        name,
                                        wanted)));
    }

    /** Spins as the molecule's unpaired electrons want them. */
    static Spin spin(Molecule molecule) {
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
