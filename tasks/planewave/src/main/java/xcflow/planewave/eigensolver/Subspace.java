package xcflow.planewave.eigensolver;

import java.util.Arrays;
import xcflow.numerics.NativeMatrix;

/** An orthonormal basis that grows, its images under the operator, and the operator in it. */
final class Subspace {
    /** Directions whose norm shrinks below this in orthogonalisation carry only rounding. */
    private static final double DEPENDENT = 1e-7;

    /** Squared norms below this after orthogonalisation ask for another round. */
    private static final double CANCELLED = 1e-2;

    private final Operator operator;
    private final Arithmetic arithmetic;
    private final double[] vector;

    /** Basis, in the first {@link #size} rows, and new directions, in the next ones. */
    private final NativeMatrix v;

    private final NativeMatrix hv;
    private double[] projected = {};
    private int size;
    private int applications;

    /** Least squared norm of what was left of a vector in the last orthogonalisation. */
    private double smallestNorm;

    Subspace(Operator operator, Arithmetic arithmetic, int capacity, Workspace workspace) {
        this.operator = operator;
        this.arithmetic = arithmetic;
        this.vector = new double[operator.length()];
        this.v = workspace.matrix(0, capacity, operator.length());
        this.hv = workspace.matrix(1, capacity, operator.length());
    }

    int size() {
        return size;
    }

    /** Number of vectors that the operator was applied to so far. */
    int applications() {
        return applications;
    }

    boolean hasRoom(int directions) {
        return size + directions <= v.rows();
    }

    /** Proposes a direction. */
    void propose(int index, double[] direction) {
        v.putRow(size + index, direction);
    }

    /** Proposes vectors as directions. */
    void propose(NativeMatrix vectors, int count) {
        v.putRows(size, vectors, 0, count);
    }

    /**
     * Extends the basis by what is new in the first proposed directions.
     *
     * @return how many vectors that were
     */
    int extend(int directions) {
        int left = orthonormalise(directions);
        if (left > 0) {
            operator.apply(arithmetic, v, hv, size, left);
            applications += left;
            project(left);
        }
        return left;
    }

    /**
     * Lowest eigenvectors of the projected operator.
     *
     * @param x receives them
     * @param hx receives their images
     * @return eigenvalues
     */
    double[] lowest(int count, NativeMatrix x, NativeMatrix hx) {
        double[] rotation = projected.clone();
        double[] values = Arrays.copyOf(arithmetic.eigen(rotation, size), count);
        arithmetic.combine(1, rotation, count, v, 0, size, 0, x, 0);
        arithmetic.combine(1, rotation, count, hv, 0, size, 0, hx, 0);
        return values;
    }

    /** Forgets everything but the given orthonormal eigenvectors. */
    void restart(NativeMatrix x, NativeMatrix hx, double[] values) {
        v.putRows(0, x, 0, values.length);
        hv.putRows(0, hx, 0, values.length);
        size = values.length;
        int width = arithmetic.width();
        projected = new double[width * size * size];
        for (int i = 0; i < size; i++) {
            projected[width * (i * size + i)] = values[i];
        }
    }

    private void project(int directions) {
        int width = arithmetic.width();
        int before = size;
        size += directions;
        double[] columns = arithmetic.overlap(v, 0, size, hv, before, directions);
        double[] larger = new double[width * size * size];
        for (int i = 0; i < before; i++) {
            System.arraycopy(
                    projected, width * i * before, larger, width * i * size, width * before);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < directions; j++) {
                int from = width * (i * directions + j);
                int to = width * (i * size + before + j);
                int mirrored = width * ((before + j) * size + i);
                larger[to] = columns[from];
                larger[mirrored] = columns[from];
                if (width == 2) {
                    larger[to + 1] = columns[from + 1];
                    larger[mirrored + 1] = -columns[from + 1];
                }
            }
        }
        projected = larger;
    }

    /**
     * Makes the proposed directions orthogonal to the basis and to each other; drops those that
     * depend on the others. Once is enough unless much of a vector cancelled.
     *
     * @return how many are left
     */
    private int orthonormalise(int directions) {
        int left = directions;
        boolean again = true;
        for (int pass = 0; pass < 3 && again && left > 0; pass++) {
            normalise(left);
            if (size > 0) {
                double[] overlap = arithmetic.overlap(v, size, left, v, 0, size);
                conjugate(overlap);
                arithmetic.combine(-1, overlap, left, v, 0, size, 1, v, size);
            }
            int before = left;
            left = orthonormaliseAmongThemselves(left);
            again = left < before || smallestNorm < CANCELLED;
        }
        return left;
    }

    /** Canonical orthogonalisation by the eigenvectors of the overlap matrix. */
    private int orthonormaliseAmongThemselves(int directions) {
        int width = arithmetic.width();
        double[] gram = arithmetic.overlap(v, size, directions, v, size, directions);
        double[] norms = arithmetic.eigen(gram, directions);
        int first = 0;
        while (first < directions && !(norms[first] > DEPENDENT * DEPENDENT)) {
            first++;
        }
        int left = directions - first;
        if (left == 0) {
            return 0;
        }
        smallestNorm = norms[first];
        if (first == 0 && Math.abs(norms[0] - 1) + Math.abs(norms[left - 1] - 1) < 1e-13) {
            return left;
        }
        double[] rotation =
                Arrays.copyOfRange(
                        gram, width * first * directions, width * directions * directions);
        for (int i = 0; i < left; i++) {
            double scale = 1 / Math.sqrt(norms[first + i]);
            for (int j = width * i * directions; j < width * (i + 1) * directions; j++) {
                rotation[j] *= scale;
            }
        }
        // The places of the images are still free.
        arithmetic.combine(1, rotation, left, v, size, directions, 0, hv, size);
        v.putRows(size, hv, size, left);
        return left;
    }

    private void normalise(int directions) {
        for (int i = size; i < size + directions; i++) {
            v.getRow(i, vector);
            double norm2 = 0;
            for (double element : vector) {
                norm2 += element * element;
            }
            double scale = norm2 > 0 ? 1 / Math.sqrt(norm2) : 0;
            for (int g = 0; g < vector.length; g++) {
                vector[g] *= scale;
            }
            v.putRow(i, vector);
        }
    }

    /** ⟨w|v⟩ becomes ⟨v|w⟩, with which v enters the combination for w. */
    private void conjugate(double[] overlap) {
        if (arithmetic.width() == 2) {
            for (int i = 1; i < overlap.length; i += 2) {
                overlap[i] = -overlap[i];
            }
        }
    }
}
