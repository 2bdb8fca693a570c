package xcflow.experiments.relax;

import java.util.ArrayList;
import java.util.List;
import xcflow.numerics.LinearAlgebra;

/**
 * A model of the second derivatives of the energy of a molecule, and the steps that it suggests.
 */
final class Curvature {
    /** Stiffness of a bond, and of any direction, hartree per bohr². */
    private static final double BOND = 0.35;

    private static final double ANY = 0.08;

    /** Lower stiffness is not believed. */
    private static final double SOFTEST = 0.02;

    private final int n;

    /** [n × n], symmetric. */
    private final double[] hessian;

    private Curvature(int n) {
        this.n = n;
        this.hessian = new double[n * n];
    }

    /**
     * Springs between atoms, which are as stiff as a bond where two are each other's nearest, and
     * soon softer where they are farther apart.
     */
    static Curvature guess(double[] positions) {
        Curvature curvature = new Curvature(positions.length);
        int atoms = positions.length / 3;
        double[] nearest = new double[atoms];
        for (int i = 0; i < atoms; i++) {
            nearest[i] = Double.POSITIVE_INFINITY;
            for (int j = 0; j < atoms; j++) {
                if (j != i) {
                    nearest[i] = Math.min(nearest[i], distance(positions, i, j));
                }
            }
        }
        for (int i = 0; i < atoms; i++) {
            for (int j = 0; j < i; j++) {
                double r = distance(positions, i, j);
                double stiffness = BOND * Math.exp(1 - r * r / (nearest[i] * nearest[j]));
                curvature.addSpring(positions, i, j, stiffness / (r * r));
            }
        }
        for (int i = 0; i < curvature.n; i++) {
            curvature.hessian[i * curvature.n + i] += ANY;
        }
        return curvature;
    }

    private void addSpring(double[] positions, int i, int j, double factor) {
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double value =
                        factor
                                * (positions[3 * i + a] - positions[3 * j + a])
                                * (positions[3 * i + b] - positions[3 * j + b]);
                hessian[(3 * i + a) * n + 3 * i + b] += value;
                hessian[(3 * j + a) * n + 3 * j + b] += value;
                hessian[(3 * i + a) * n + 3 * j + b] -= value;
                hessian[(3 * j + a) * n + 3 * i + b] -= value;
            }
        }
    }

    private static double distance(double[] positions, int i, int j) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double d = positions[3 * i + axis] - positions[3 * j + axis];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    /**
     * The best step of at most a length, without translation and rotation.
     *
     * @param gradient hartree per bohr
     * @param radius bohr
     */
    double[] step(double[] positions, double[] gradient, double radius) {
        List<double[]> rigid = rigid(positions);
        double[] slope = gradient.clone();
        project(rigid, slope);
        double[] vectors = hessian.clone();
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < n; i++) {
                double[] row = java.util.Arrays.copyOfRange(vectors, i * n, (i + 1) * n);
                project(rigid, row);
                System.arraycopy(row, 0, vectors, i * n, n);
            }
            transpose(vectors);
        }
        double[] values = LinearAlgebra.eigenSymmetric(n, vectors);
        double[] along = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                along[k] += vectors[k * n + i] * slope[i];
            }
            values[k] = Math.max(SOFTEST, values[k]);
        }
        double stiffer = shift(values, along, radius);
        double[] step = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                step[i] -= along[k] / (values[k] + stiffer) * vectors[k * n + i];
            }
        }
        project(rigid, step);
        return step;
    }

    /** What must be added to all stiffnesses so that the step has at most a length. */
    private static double shift(double[] values, double[] along, double radius) {
        double low = 0;
        double high = 0;
        while (length(values, along, high) > radius) {
            low = high;
            high = high == 0 ? SOFTEST : 2 * high;
        }
        for (int i = 0; i < 50 && high > 0; i++) {
            double middle = 0.5 * (low + high);
            if (length(values, along, middle) > radius) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double length(double[] values, double[] along, double shift) {
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            sum += Math.pow(along[k] / (values[k] + shift), 2);
        }
        return Math.sqrt(sum);
    }

    /** Change of the energy that the model expects of a step, hartree. */
    double change(double[] gradient, double[] step) {
        double[] image = times(step);
        double change = 0;
        for (int i = 0; i < n; i++) {
            change += step[i] * (gradient[i] + 0.5 * image[i]);
        }
        return change;
    }

    /** Learns from the change of the gradient over a step. */
    void learn(double[] step, double[] change) {
        double[] image = times(step);
        double model = dot(step, image);
        double seen = dot(step, change);
        if (!(model > 0)) {
            return;
        }
        double share = seen >= 0.2 * model ? 1 : 0.8 * model / (model - seen);
        double[] damped = new double[n];
        for (int i = 0; i < n; i++) {
            damped[i] = share * change[i] + (1 - share) * image[i];
        }
        double product = dot(step, damped);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                hessian[i * n + j] += damped[i] * damped[j] / product - image[i] * image[j] / model;
            }
        }
    }

    private double[] times(double[] vector) {
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result[i] += hessian[i * n + j] * vector[j];
            }
        }
        return result;
    }

    private void transpose(double[] square) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double value = square[i * n + j];
                square[i * n + j] = square[j * n + i];
                square[j * n + i] = value;
            }
        }
    }

    /**
     * Orthonormal translations and rotations; a linear molecule has two rotations, an atom none.
     */
    private static List<double[]> rigid(double[] positions) {
        int atoms = positions.length / 3;
        double[] centre = new double[3];
        for (int i = 0; i < positions.length; i++) {
            centre[i % 3] += positions[i] / atoms;
        }
        List<double[]> result = new ArrayList<>();
        for (int axis = 0; axis < 6; axis++) {
            int u = (axis + 1) % 3;
            int v = (axis + 2) % 3;
            double[] motion = new double[positions.length];
            for (int i = 0; i < atoms; i++) {
                if (axis < 3) {
                    motion[3 * i + axis] = 1;
                } else {
                    motion[3 * i + u] = centre[v] - positions[3 * i + v];
                    motion[3 * i + v] = positions[3 * i + u] - centre[u];
                }
            }
            double before = Math.sqrt(dot(motion, motion));
            project(result, motion);
            double norm = Math.sqrt(dot(motion, motion));
            if (norm > 1e-6 * Math.max(1, before)) {
                for (int i = 0; i < motion.length; i++) {
                    motion[i] /= norm;
                }
                result.add(motion);
            }
        }
        return result;
    }

    private static void project(List<double[]> out, double[] vector) {
        for (double[] direction : out) {
            double share = dot(direction, vector);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= share * direction[i];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
