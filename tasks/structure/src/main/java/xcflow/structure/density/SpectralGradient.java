package xcflow.structure.density;

import xcflow.numerics.LinearAlgebra;
import xcflow.structure.crystal.Lattice;

/**
 * Derivatives of a periodic function given on an even grid: exact for the trigonometric polynomial
 * through its points. Along each lattice vector they are the product with a circulant matrix (L. N.
 * Trefethen, Spectral Methods in MATLAB, SIAM 2000, chapter 3).
 */
public final class SpectralGradient {
    private final int[] shape;
    private final Lattice lattice;
    private final double[][] matrices = new double[3][];

    public SpectralGradient(Lattice lattice, int... shape) {
        this.lattice = lattice;
        this.shape = shape.clone();
        LinearAlgebra.load();
        for (int axis = 0; axis < 3; axis++) {
            matrices[axis] = matrix(shape[axis]);
        }
    }

    /** Derivative by the fraction along a vector of the cell at n points, [n × n]. */
    private static double[] matrix(int n) {
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double half = Math.PI * (i - j) / n;
                    double sign = (i - j) % 2 == 0 ? 1 : -1;
                    // Even n: the wave of the highest frequency has no derivative.
                    matrix[i * n + j] =
                            Math.PI * sign * (n % 2 == 0 ? 1 / Math.tan(half) : 1 / Math.sin(half));
                }
            }
        }
        return matrix;
    }

    /**
     * The Cartesian gradient.
     *
     * @param values [n₁ × n₂ × n₃]
     * @return x, y and z in the same order
     */
    public double[][] of(double[] values) {
        double[][] along = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            along[axis] = along(axis, values);
        }
        double[][] reciprocal = lattice.reciprocalRows();
        double[][] gradient = new double[3][values.length];
        for (int axis = 0; axis < 3; axis++) {
            for (int x = 0; x < 3; x++) {
                double factor = reciprocal[axis][x] / (2 * Math.PI);
                double[] from = along[axis];
                double[] to = gradient[x];
                for (int i = 0; i < to.length; i++) {
                    to[i] += factor * from[i];
                }
            }
        }
        return gradient;
    }

    private double[] along(int axis, double[] values) {
        double[] derivative = new double[values.length];
        int n = shape[axis];
        if (axis == 2) {
            LinearAlgebra.multiply(
                    false, true, values.length / n, n, n, 1, values, matrices[2], 0, derivative);
            return derivative;
        }
        int before = axis == 0 ? 1 : shape[0];
        int rows = n * (values.length / n / before);
        double[] slab = new double[rows];
        double[] product = new double[rows];
        for (int b = 0; b < before; b++) {
            System.arraycopy(values, b * rows, slab, 0, rows);
            LinearAlgebra.multiply(
                    false, false, n, rows / n, n, 1, matrices[axis], slab, 0, product);
            System.arraycopy(product, 0, derivative, b * rows, rows);
        }
        return derivative;
    }
}
