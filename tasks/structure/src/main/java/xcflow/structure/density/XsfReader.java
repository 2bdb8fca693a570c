package xcflow.structure.density;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.numerics.text.ElementLabel;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Words;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * XCrySDen's XSF with one grid of three dimensions. Its grid is general: the points at the end of
 * each vector repeat those at the beginning and are left out here. Lengths are in ångström.
 */
final class XsfReader {
    private static final int MOST_ATOMS = 10_000;
    private static final double BOHR = 1 / Constants.BOHR_IN_ANGSTROM;

    /** The two faces of a periodic grid may differ by the digits of the file. */
    private static final double SAME = 1e-4;

    private final NumberStream in;
    private final DensityUnit unit;
    private final List<double[]> positions = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();
    private double[][] cell;

    private XsfReader(NumberStream in, DensityUnit unit) {
        this.in = in;
        this.unit = unit;
    }

    static DensityGrid read(Path file, String name, DensityUnit unit) {
        try (NumberStream in = new NumberStream(file, name)) {
            return new XsfReader(in, unit).grid();
        }
    }

    private DensityGrid grid() {
        while (true) {
            Line line = in.next("a grid, BEGIN_DATAGRID_3D");
            String key = line.text().strip().toUpperCase(Locale.ROOT);
            if (key.equals("PRIMVEC")) {
                cell = vectors();
            } else if (key.equals("PRIMCOORD")) {
                Words words = in.next("the number of atoms").words();
                atoms(words.integer("the number of atoms"), words.line());
            } else if (key.startsWith("BEGIN_DATAGRID_3D") || key.startsWith("DATAGRID_3D")) {
                return values();
            }
        }
    }

    private double[][] vectors() {
        double[][] rows = new double[3][];
        for (int row = 0; row < 3; row++) {
            Words words = in.next("a lattice vector").words();
            rows[row] = words.numbers(3, "a component of a lattice vector");
            words.end();
            for (int axis = 0; axis < 3; axis++) {
                rows[row][axis] *= BOHR;
            }
        }
        return rows;
    }

    private void atoms(int count, Line line) {
        if (count < 1 || count > MOST_ATOMS) {
            throw line.error(count + " atoms cannot be read");
        }
        for (int i = 0; i < count; i++) {
            Words words = in.next("atom " + (i + 1) + " of " + count).words();
            elements.add(ElementLabel.read(words.next("an element")));
            double[] at = words.numbers(3, "a coordinate of an atom");
            for (int axis = 0; axis < 3; axis++) {
                at[axis] *= BOHR;
            }
            positions.add(at);
        }
    }

    private DensityGrid values() {
        Words counts = in.next("the numbers of points").words();
        int[] general = new int[3];
        int[] shape = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            general[axis] = counts.integer("a number of points");
            shape[axis] = general[axis] - 1;
        }
        counts.end();
        DensityGrid.points(shape);
        double[] origin = in.next("the origin").words().numbers(3, "a coordinate of the origin");
        double[][] span = vectors();
        requireCell(span, counts.line());
        double[] file = new double[DensityGrid.points(general)];
        in.numbers(file, "the density");
        double[] ordered = Order.firstFastest(file, general, unit.factor());
        double[] density = new double[DensityGrid.points(shape)];
        double greatest = 0;
        double difference = 0;
        for (int i = 0; i < general[0]; i++) {
            for (int j = 0; j < general[1]; j++) {
                for (int k = 0; k < general[2]; k++) {
                    double value = ordered[(i * general[1] + j) * general[2] + k];
                    int a = i % shape[0];
                    int b = j % shape[1];
                    int c = k % shape[2];
                    int at = (a * shape[1] + b) * shape[2] + c;
                    if (a == i && b == j && c == k) {
                        density[at] = value;
                        greatest = Math.max(greatest, Math.abs(value));
                    } else {
                        double first = ordered[(a * general[1] + b) * general[2] + c];
                        difference = Math.max(difference, Math.abs(value - first));
                    }
                }
            }
        }
        if (difference > SAME * greatest) {
            throw in.error(
                    "the last points of the grid do not repeat the first ones, as XSF has it for a"
                            + " periodic density: the grid does not span the cell");
        }
        Lattice lattice = Lattice.ofRows(span);
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            double[] r = positions.get(i);
            double[] f =
                    lattice.fractional(
                            r[0] - BOHR * origin[0],
                            r[1] - BOHR * origin[1],
                            r[2] - BOHR * origin[2]);
            sites.add(new Site(elements.get(i), f[0], f[1], f[2]));
        }
        return new DensityGrid("XSF", lattice, shape, density, Optional.empty(), sites);
    }

    private void requireCell(double[][] span, Line line) {
        if (cell == null) {
            return;
        }
        double volume = Lattice.ofRows(cell).volume();
        if (Math.abs(Lattice.ofRows(span).volume() - volume) > 1e-3 * volume) {
            throw line.error("the grid spans another volume than the cell, PRIMVEC");
        }
    }
}
