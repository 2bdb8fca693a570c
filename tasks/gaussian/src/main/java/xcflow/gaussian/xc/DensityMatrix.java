package xcflow.gaussian.xc;

import java.util.Arrays;
import java.util.stream.IntStream;
import xcflow.numerics.LinearAlgebra;

/**
 * A one-particle density matrix D = Σ_k n_k c_k c_kᵀ in the basis functions, of one spin or of both
 * together. Immutable.
 */
public final class DensityMatrix {
    private final int size;
    private final double[] matrix;
    private final double[] occupations;
    private final double[] orbitals;

    private DensityMatrix(int size, double[] matrix, double[] occupations, double[] orbitals) {
        this.size = size;
        this.matrix = matrix;
        this.occupations = occupations;
        this.orbitals = orbitals;
    }

    /**
     * Density matrix of occupied orbitals.
     *
     * @param size number of basis functions
     * @param occupations n_k; those that are zero are left out
     * @param orbitals coefficients c_k, [at least the number of occupations × size], one orbital
     *     per row
     */
    public static DensityMatrix ofOrbitals(int size, double[] occupations, double[] orbitals) {
        int[] occupied =
                IntStream.range(0, occupations.length).filter(k -> occupations[k] != 0).toArray();
        double[] n = Arrays.stream(occupied).mapToDouble(k -> occupations[k]).toArray();
        double[] c = new double[n.length * size];
        double[] scaled = new double[n.length * size];
        for (int k = 0; k < n.length; k++) {
            for (int i = 0; i < size; i++) {
                c[k * size + i] = orbitals[occupied[k] * size + i];
                scaled[k * size + i] = n[k] * c[k * size + i];
            }
        }
        double[] matrix = new double[size * size];
        if (n.length > 0) {
            LinearAlgebra.multiply(true, false, size, size, n.length, 1, c, scaled, 0, matrix);
        }
        return new DensityMatrix(size, symmetrised(size, matrix), n, c);
    }

    /**
     * Density matrix given as such; its own eigenvectors serve as orbitals.
     *
     * @param matrix [size × size], symmetric
     */
    public static DensityMatrix ofMatrix(int size, double[] matrix) {
        double[] symmetric = symmetrised(size, matrix.clone());
        double[] vectors = symmetric.clone();
        double[] values = LinearAlgebra.eigenSymmetric(size, vectors);
        double greatest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        for (int k = 0; k < size; k++) {
            if (Math.abs(values[k]) < 1e-15 * greatest) {
                values[k] = 0;
            }
        }
        int[] kept = IntStream.range(0, size).filter(k -> values[k] != 0).toArray();
        double[] orbitals = new double[kept.length * size];
        for (int k = 0; k < kept.length; k++) {
            System.arraycopy(vectors, kept[k] * size, orbitals, k * size, size);
        }
        return new DensityMatrix(
                size,
                symmetric,
                Arrays.stream(kept).mapToDouble(k -> values[k]).toArray(),
                orbitals);
    }

    private static double[] symmetrised(int size, double[] matrix) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (matrix[i * size + j] + matrix[j * size + i]);
                matrix[i * size + j] = mean;
                matrix[j * size + i] = mean;
            }
        }
        return matrix;
    }

    /** Number of basis functions. */
    public int size() {
        return size;
    }

    /** Elements, [size × size]; shared, must not be changed. */
    public double[] matrix() {
        return matrix;
    }

    /** Number of orbitals whose occupation is not zero. */
    public int rank() {
        return occupations.length;
    }

    /** Occupations n_k; shared, must not be changed. */
    public double[] occupations() {
        return occupations;
    }

    /** Orbitals c_k, [rank × size]; shared, must not be changed. */
    public double[] orbitals() {
        return orbitals;
    }

    /** Trace of the product with a symmetric matrix: the expectation value of its operator. */
    public double trace(double[] operator) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i] * operator[i];
        }
        return sum;
    }

    /** factor · D. */
    public DensityMatrix scaled(double factor) {
        return new DensityMatrix(
                size,
                Arrays.stream(matrix).map(value -> factor * value).toArray(),
                Arrays.stream(occupations).map(value -> factor * value).toArray(),
                orbitals);
    }

    /** D + factor · other. */
    public DensityMatrix plus(double factor, DensityMatrix other) {
        double[] sum = matrix.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * other.matrix[i];
        }
        return ofMatrix(size, sum);
    }
}
