package xcflow.structure.crystal;

import java.util.Arrays;

/** A Bravais lattice, given by three linearly independent vectors in bohr. Immutable. */
public final class Lattice {
    private final double[][] rows;
    private final double[][] reciprocal;
    private final double volume;

    private Lattice(double[][] rows) {
        this.rows = rows;
        double[] bc = cross(rows[1], rows[2]);
        double signedVolume = dot(rows[0], bc);
        this.volume = Math.abs(signedVolume);
        double scale = 2 * Math.PI / signedVolume;
        this.reciprocal =
                new double[][] {
                    scaled(scale, bc),
                    scaled(scale, cross(rows[2], rows[0])),
                    scaled(scale, cross(rows[0], rows[1]))
                };
    }

    /**
     * @param rows [3 × 3], one lattice vector per row, bohr
     * @throws IllegalArgumentException if the vectors do not span a cell
     */
    public static Lattice ofRows(double[][] rows) {
        if (rows.length != 3 || Arrays.stream(rows).anyMatch(row -> row.length != 3)) {
            throw new IllegalArgumentException("a lattice needs three vectors of three numbers");
        }
        double[][] copy = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        double lengths = Math.sqrt(norm2(copy[0]) * norm2(copy[1]) * norm2(copy[2]));
        double volume = Math.abs(dot(copy[0], cross(copy[1], copy[2])));
        if (!(lengths < 1e30) || !(volume > 1e-6 * lengths)) {
            throw new IllegalArgumentException(
                    "the three lattice vectors do not span a cell: "
                            + Arrays.deepToString(copy)
                            + " bohr");
        }
        return new Lattice(copy);
    }

    /** Simple cubic lattice; also the box of an isolated molecule. */
    public static Lattice cubic(double a) {
        return ofRows(new double[][] {{a, 0, 0}, {0, a, 0}, {0, 0, a}});
    }

    /** Primitive cell of the face-centred cubic lattice with the cubic lattice constant a. */
    public static Lattice faceCentredCubic(double a) {
        double h = a / 2;
        return ofRows(new double[][] {{0, h, h}, {h, 0, h}, {h, h, 0}});
    }

    /** Primitive cell of the body-centred cubic lattice with the cubic lattice constant a. */
    public static Lattice bodyCentredCubic(double a) {
        double h = a / 2;
        return ofRows(new double[][] {{-h, h, h}, {h, -h, h}, {h, h, -h}});
    }

    /** Hexagonal lattice; the first two vectors enclose 120°. */
    public static Lattice hexagonal(double a, double c) {
        return ofRows(new double[][] {{a, 0, 0}, {-a / 2, a * Math.sqrt(3) / 2, 0}, {0, 0, c}});
    }

    /** Component {@code axis} of lattice vector {@code vector}, bohr. */
    public double get(int vector, int axis) {
        return rows[vector][axis];
    }

    /** The lattice vectors as rows [3 × 3], bohr; a copy. */
    public double[][] rows() {
        return copy(rows);
    }

    /** Reciprocal vectors b_i as rows [3 × 3], 1/bohr, with a_i·b_j = 2π δ_ij; a copy. */
    public double[][] reciprocalRows() {
        return copy(reciprocal);
    }

    /** Volume of the cell, bohr³. */
    public double volume() {
        return volume;
    }

    /** Length of lattice vector {@code vector}, bohr. */
    public double length(int vector) {
        return Math.sqrt(norm2(rows[vector]));
    }

    /** Cartesian vector, bohr, of fractional coordinates. */
    public double[] cartesian(double... fractional) {
        return combine(fractional, rows);
    }

    /** Fractional coordinates of a Cartesian vector in bohr. */
    public double[] fractional(double... cartesian) {
        double[] result = new double[3];
        for (int i = 0; i < 3; i++) {
            result[i] = dot(reciprocal[i], cartesian) / (2 * Math.PI);
        }
        return result;
    }

    /** Cartesian wave vector, 1/bohr, of coordinates along the reciprocal vectors. */
    public double[] wave(double... reduced) {
        return combine(reduced, reciprocal);
    }

    /** The lattice with every vector multiplied by a factor. */
    public Lattice scaled(double factor) {
        return scaled(factor, factor, factor);
    }

    /** The lattice with each vector multiplied by a factor of its own. */
    public Lattice scaled(double first, double second, double third) {
        return ofRows(
                new double[][] {
                    scaled(first, rows[0]), scaled(second, rows[1]), scaled(third, rows[2])
                });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lattice that && Arrays.deepEquals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(rows) + " bohr";
    }

    private static double[] combine(double[] factors, double[][] vectors) {
        double[] result = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int axis = 0; axis < 3; axis++) {
                result[axis] += factors[i] * vectors[i][axis];
            }
        }
        return result;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
        };
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double norm2(double[] a) {
        return dot(a, a);
    }

    private static double[] scaled(double factor, double[] a) {
        return new double[] {factor * a[0], factor * a[1], factor * a[2]};
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }
}
