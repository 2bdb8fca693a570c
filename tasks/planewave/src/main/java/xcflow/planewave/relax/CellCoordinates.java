package xcflow.planewave.relax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * What may change of a crystal as a vector of lengths in bohr: displacements of the atoms in the
 * cell as it was given, and, if the cell may change, its strain times a length. The atoms' centre
 * stays where it is, so that the grid of exchange and correlation does not pull all of them along.
 * After B. G. Pfrommer et al., J. Comput. Phys. 131, 233 (1997).
 *
 * @param start the given crystal
 * @param withCell whether the cell may change
 */
record CellCoordinates(Crystal start, boolean withCell) {
    /** Volume, bohr³, whose cell with a usual elastic constant is as stiff as a usual bond. */
    private static final double STIFF = 30;

    int size() {
        return 3 * start.sites().size() + (withCell ? 9 : 0);
    }

    private double length() {
        return Math.sqrt(start.volume() / STIFF);
    }

    /** The crystal at a point. */
    Crystal at(double[] point) {
        List<Site> sites = new ArrayList<>();
        for (int a = 0; a < start.sites().size(); a++) {
            Site s = start.sites().get(a);
            double[] d = start.lattice().fractional(Arrays.copyOfRange(point, 3 * a, 3 * a + 3));
            sites.add(new Site(s.element(), s.x() + d[0], s.y() + d[1], s.z() + d[2], s.moment()));
        }
        if (!withCell) {
            return new Crystal(start.lattice(), sites);
        }
        double[] f = deformation(point);
        double[][] rows = start.lattice().rows();
        for (double[] row : rows) {
            System.arraycopy(times(f, row), 0, row, 0, 3);
        }
        return new Crystal(Lattice.ofRows(rows), sites);
    }

    /**
     * Derivative of the energy with respect to the coordinates.
     *
     * @param forces [sites × 3], Ha/bohr
     * @param stress [3 × 3], Ha/bohr³; looked at only if the cell may change
     */
    double[] gradient(double[] point, double[] forces, double[] stress) {
        double[] gradient = new double[size()];
        double[] f = deformation(point);
        double[] rest = lessMean(forces);
        for (int a = 0; a < start.sites().size(); a++) {
            double[] pulled = times(f, Arrays.copyOfRange(rest, 3 * a, 3 * a + 3));
            for (int axis = 0; axis < 3; axis++) {
                gradient[3 * a + axis] = -pulled[axis];
            }
        }
        if (withCell) {
            double volume = at(point).volume();
            double[] full = product(stress, inverse(f));
            for (int i = 0; i < 9; i++) {
                double symmetric = 0.5 * (full[i] + full[3 * (i % 3) + i / 3]);
                gradient[gradient.length - 9 + i] = volume * symmetric / length();
            }
        }
        return gradient;
    }

    /** The forces without what they have in common. */
    static double[] lessMean(double[] forces) {
        double[] rest = forces.clone();
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            for (int i = axis; i < forces.length; i += 3) {
                sum += forces[i];
            }
            for (int i = axis; i < forces.length; i += 3) {
                rest[i] -= 3 * sum / forces.length;
            }
        }
        return rest;
    }

    /** 1 + ε, row-major. */
    private double[] deformation(double[] point) {
        double[] f = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int i = 0; withCell && i < 9; i++) {
            f[i] += point[point.length - 9 + i] / length();
        }
        return f;
    }

    private static double[] times(double[] matrix, double[] v) {
        double[] result = new double[3];
        for (int i = 0; i < 9; i++) {
            result[i / 3] += matrix[i] * v[i % 3];
        }
        return result;
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                c[i] += a[3 * (i / 3) + k] * b[3 * k + i % 3];
            }
        }
        return c;
    }

    private static double[] inverse(double[] f) {
        double[][] rows = {
            {f[0], f[1], f[2]},
            {f[3], f[4], f[5]},
            {f[6], f[7], f[8]}
        };
        // The reciprocal vectors are the columns of the inverse times 2π.
        double[][] dual = Lattice.ofRows(rows).reciprocalRows();
        double[] inverse = new double[9];
        for (int i = 0; i < 9; i++) {
            inverse[i] = dual[i % 3][i / 3] / (2 * Math.PI);
        }
        return inverse;
    }
}
