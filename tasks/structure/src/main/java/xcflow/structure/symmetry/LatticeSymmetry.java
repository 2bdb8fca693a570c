package xcflow.structure.symmetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import xcflow.structure.crystal.Lattice;

/** Rotations of a lattice, and the lattice that has them exactly. */
final class LatticeSymmetry {
    private LatticeSymmetry() {}

    /**
     * All integer matrices that keep the lengths of and angles between the lattice vectors.
     *
     * @param tolerance greatest {@link #mismatch}, bohr
     */
    static List<Operation.Rotation> rotations(Lattice lattice, double tolerance) {
        double[][] metric = metric(lattice);
        List<List<int[]>> candidates = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            candidates.add(vectorsOfLength(lattice, lattice.length(i), tolerance));
        }
        List<Operation.Rotation> rotations = new ArrayList<>();
        for (int[] a : candidates.get(0)) {
            for (int[] b : candidates.get(1)) {
                if (deviation(lattice, metric, a, b, 0, 1) > tolerance) {
                    continue;
                }
                for (int[] c : candidates.get(2)) {
                    if (deviation(lattice, metric, a, c, 0, 2) <= tolerance
                            && deviation(lattice, metric, b, c, 1, 2) <= tolerance) {
                        rotations.add(Operation.Rotation.ofColumns(a, b, c));
                    }
                }
            }
        }
        return rotations;
    }

    /**
     * By how much a rotation fails to keep a lattice: the greatest change of a scalar product of
     * two lattice vectors over the sum of their lengths, bohr. For one vector that is the change of
     * its length.
     */
    static double mismatch(Lattice lattice, Operation.Rotation w) {
        double[][] metric = metric(lattice);
        int[][] columns = {
            {w.xx(), w.yx(), w.zx()}, {w.xy(), w.yy(), w.zy()}, {w.xz(), w.yz(), w.zz()}
        };
        double greatest = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                greatest =
                        Math.max(
                                greatest, deviation(lattice, metric, columns[i], columns[j], i, j));
            }
        }
        return greatest;
    }

    private static double deviation(
            Lattice lattice, double[][] metric, int[] u, int[] v, int i, int j) {
        double product = 0;
        for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 3; l++) {
                product += u[k] * metric[k][l] * v[l];
            }
        }
        return Math.abs(product - metric[i][j]) / (lattice.length(i) + lattice.length(j));
    }

    private static List<int[]> vectorsOfLength(Lattice lattice, double length, double tolerance) {
        double[][] reciprocal = lattice.reciprocalRows();
        int[] reach = new int[3];
        for (int i = 0; i < 3; i++) {
            double[] b = reciprocal[i];
            double norm = Math.sqrt(b[0] * b[0] + b[1] * b[1] + b[2] * b[2]);
            reach[i] = (int) Math.floor((length + tolerance) * norm / (2 * Math.PI) + 1e-6);
        }
        List<int[]> vectors = new ArrayList<>();
        for (int i = -reach[0]; i <= reach[0]; i++) {
            for (int j = -reach[1]; j <= reach[1]; j++) {
                for (int k = -reach[2]; k <= reach[2]; k++) {
                    double[] r = lattice.cartesian(i, j, k);
                    double norm2 = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
                    if (Math.abs(norm2 - length * length) <= 2 * length * tolerance) {
                        vectors.add(new int[] {i, j, k});
                    }
                }
            }
        }
        return vectors;
    }

    /**
     * The lattice nearest to a given one, and not turned against it, whose scalar products are the
     * averages over a group of rotations.
     */
    static Lattice symmetrised(Lattice lattice, Collection<Operation.Rotation> group) {
        Lattice result = lattice;
        double[][] wanted = averaged(metric(lattice), group);
        // The square root below is a series: what it leaves shrinks to its sixth power.
        for (int step = 0; step < 3; step++) {
            result = stretched(result, wanted);
        }
        return result;
    }

    private static double[][] averaged(double[][] metric, Collection<Operation.Rotation> group) {
        double[][] sum = new double[3][3];
        for (Operation.Rotation w : group) {
            for (int j = 0; j < 3; j++) {
                double[] unit = new double[3];
                unit[j] = 1;
                double[] column = w.apply(unit);
                double[] product = new double[3];
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        product[k] += metric[k][l] * column[l];
                    }
                }
                double[] back = w.applyTransposed(product);
                for (int i = 0; i < 3; i++) {
                    sum[i][j] += back[i] / group.size();
                }
            }
        }
        return sum;
    }

    /** The lattice after the pure stretch √(A⁻ᵀ G A⁻¹) = √(1 + 2X), which gives it the metric G. */
    private static Lattice stretched(Lattice lattice, double[][] wanted) {
        double[][] rows = lattice.rows();
        double[][] reciprocal = lattice.reciprocalRows();
        double[][] x = new double[3][3];
        double scale = 1 / (4 * Math.PI * Math.PI);
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double sum = a == b ? -1 : 0;
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        sum += scale * reciprocal[i][a] * wanted[i][j] * reciprocal[j][b];
                    }
                }
                x[a][b] = 0.5 * sum;
            }
        }
        double[] series = {1, -0.5, 0.5, -0.625, 0.875};
        double[][] power = x;
        double[][] stretch = new double[3][3];
        for (double factor : series) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    stretch[a][b] += factor * power[a][b];
                }
            }
            power = product(power, x);
        }
        double[][] moved = product(rows, stretch);
        for (int i = 0; i < 3; i++) {
            for (int a = 0; a < 3; a++) {
                moved[i][a] += rows[i][a];
            }
        }
        return Lattice.ofRows(moved);
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[][] metric(Lattice lattice) {
        double[][] metric = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int axis = 0; axis < 3; axis++) {
                    metric[i][j] += lattice.get(i, axis) * lattice.get(j, axis);
                }
            }
        }
        return metric;
    }
}
