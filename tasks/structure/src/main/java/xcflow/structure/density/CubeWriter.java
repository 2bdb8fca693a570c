package xcflow.structure.density;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * Writes a function around a molecule as Gaussian's cube file: on points at equal distances along
 * x, y and z, those along z in a row. Lengths are in bohr. Ghost atoms are left out.
 *
 * @param molecule in the middle
 * @param origin first point, bohr
 * @param counts number of points along each axis
 * @param spacing distance between neighbours, bohr
 */
public record CubeWriter(Molecule molecule, double[] origin, int[] counts, double spacing) {
    private static final int IN_A_LINE = 6;
    private static final long MOST_POINTS = 100_000_000;

    /** Values of the function. */
    @FunctionalInterface
    public interface Values<X extends Exception> {
        /**
         * @param points x, y and z of each in turn, bohr
         */
        double[] at(double[] points) throws X;
    }

    /**
     * A box around all nuclei.
     *
     * @param spacing distance between points, bohr
     * @param margin distance of the outermost nuclei from the faces, bohr
     * @throws IllegalArgumentException if it would have too many points
     */
    public static CubeWriter around(Molecule molecule, double spacing, double margin) {
        double[] low = new double[3];
        int[] counts = new int[3];
        double points = 1;
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            var extent =
                    molecule.nuclei().stream()
                            .mapToDouble(atom -> a == 0 ? atom.x() : a == 1 ? atom.y() : atom.z())
                            .summaryStatistics();
            double length = extent.getMax() - extent.getMin() + 2 * margin;
            double steps = Math.ceil(length / spacing - 1e-9);
            points *= steps + 1;
            counts[axis] = (int) steps + 1;
            // The nuclei stay in the middle of what is a whole number of steps.
            low[axis] = 0.5 * (extent.getMin() + extent.getMax() - steps * spacing);
        }
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the cube would have %.0f points, at most %d are written: take a wider"
                                    + " spacing",
                            points,
                            MOST_POINTS));
        }
        return new CubeWriter(molecule, low, counts, spacing);
    }

    /**
     * Writes the file.
     *
     * @param title first line
     * @return integral of the function over the box: sum of the values times the volume of a point
     */
    public <X extends Exception> double write(Appendable out, String title, Values<X> values)
            throws IOException, X {
        List<Atom> nuclei = molecule.nuclei();
        out.append(title).append('\n');
        out.append("Lengths in bohr; z runs fastest\n");
        out.append(line("%5d", nuclei.size(), origin));
        for (int axis = 0; axis < 3; axis++) {
            double[] step = new double[3];
            step[axis] = spacing;
            out.append(line("%5d", counts[axis], step));
        }
        for (Atom atom : nuclei) {
            double[] place = {atom.charge(), atom.x(), atom.y(), atom.z()};
            out.append(line("%5d", atom.element().number(), place));
        }
        double sum = 0;
        for (int i = 0; i < counts[0]; i++) {
            for (int j = 0; j < counts[1]; j++) {
                double[] row = values.at(row(i, j));
                for (int k = 0; k < row.length; k++) {
                    sum += row[k];
                    boolean last = k % IN_A_LINE == IN_A_LINE - 1 || k == row.length - 1;
                    out.append(String.format(Locale.ROOT, " %12.5E", row[k]));
                    out.append(last ? "\n" : "");
                }
            }
        }
        return sum * spacing * spacing * spacing;
    }

    private double[] row(int i, int j) {
        double[] points = new double[3 * counts[2]];
        for (int k = 0; k < counts[2]; k++) {
            points[3 * k] = origin[0] + i * spacing;
            points[3 * k + 1] = origin[1] + j * spacing;
            points[3 * k + 2] = origin[2] + k * spacing;
        }
        return points;
    }

    private static String line(String format, int number, double[] values) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, format, number));
        for (double value : values) {
            line.append(String.format(Locale.ROOT, " %11.6f", value));
        }
        return line.append('\n').toString();
    }
}
