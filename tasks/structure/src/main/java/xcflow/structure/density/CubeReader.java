package xcflow.structure.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.numerics.text.Words;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * Gaussian's cube file: two lines of text; the number of atoms and the origin; for each direction
 * the number of points and the step between them, in bohr, or in ångström where the number is
 * negative; the atoms; the values, those along the third direction in a row.
 */
final class CubeReader {
    private static final int MOST_ATOMS = 10_000;

    private CubeReader() {}

    static DensityGrid read(Path file, String name, DensityUnit unit) {
        try (NumberStream in = new NumberStream(file, name)) {
            in.next("the first line of text");
            in.next("the second line of text");
            Words head = in.next("the number of atoms").words();
            int atoms = head.integer("the number of atoms");
            double[] origin = head.numbers(3, "a coordinate of the origin");
            int values = head.hasNext() ? head.integer("the number of values at a point") : 1;
            head.end();
            if (atoms < 0 || values != 1) {
                throw head.line()
                        .error(
                                "this cube holds orbitals or several values at a point, not one"
                                        + " density");
            }
            if (atoms > MOST_ATOMS) {
                throw head.line().error(atoms + " atoms are more than are read");
            }
            int[] shape = new int[3];
            double[][] rows = new double[3][];
            for (int axis = 0; axis < 3; axis++) {
                Words words = in.next("the number of points along a direction").words();
                int count = words.integer("the number of points along a direction");
                rows[axis] = words.numbers(3, "a component of the step between points");
                words.end();
                double length = count < 0 ? 1 / Constants.BOHR_IN_ANGSTROM : 1;
                shape[axis] = Math.abs(count);
                for (int i = 0; i < 3; i++) {
                    rows[axis][i] *= length * shape[axis];
                }
            }
            double[] density = new double[DensityGrid.points(shape)];
            Lattice lattice = Lattice.ofRows(rows);
            List<Site> sites = sites(in, atoms, origin, lattice);
            in.numbers(density, "the density");
            if (!in.atEndOfNumbers()) {
                throw in.error("more numbers follow than the grid has points");
            }
            for (int i = 0; i < density.length; i++) {
                density[i] *= unit.factor();
            }
            return new DensityGrid("cube", lattice, shape, density, Optional.empty(), sites);
        }
    }

    /** Positions are counted from the first point of the grid. */
    private static List<Site> sites(NumberStream in, int count, double[] origin, Lattice lattice) {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Words words = in.next("atom " + (i + 1) + " of " + count).words();
            int number = words.integer("an atomic number");
            words.number("the charge of a core");
            double[] at = words.numbers(3, "a coordinate of an atom");
            words.end();
            if (number < 1 || number > 118) {
                throw words.line().error("there is no element " + number);
            }
            double[] f =
                    lattice.fractional(at[0] - origin[0], at[1] - origin[1], at[2] - origin[2]);
            sites.add(new Site(Element.ofNumber(number), f[0], f[1], f[2]));
        }
        return sites;
    }
}
