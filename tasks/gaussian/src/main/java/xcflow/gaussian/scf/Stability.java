package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import xcflow.gaussian.algebra.Matrices;
import xcflow.gaussian.integral.FourIndex;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * Whether a Hartree–Fock solution is a minimum among real determinants of its kind: lowest
 * eigenvalue of the orbital Hessian A + B by Davidson's method. R. Seeger and J. A. Pople, J. Chem.
 * Phys. 66, 3045 (1977).
 */
final class Stability {
    private static final double UNSTABLE = -1e-5;
    private static final double RESIDUAL = 1e-4;
    private static final int MAX_VECTORS = 40;

    private final FourIndex repulsion;
    private final Orbitals[] orbitals;
    private final Workers workers;
    private final int n;
    private final int[] offsets;

    /** Energy differences ε_a − ε_i, spin by spin, [virtual × occupied]. */
    private final double[] gaps;

    Stability(FourIndex repulsion, List<Orbitals> solution, Workers workers) {
        Orbitals[] orbitals = solution.toArray(Orbitals[]::new);
        this.repulsion = repulsion;
        this.orbitals = orbitals;
        this.workers = workers;
        this.n = orbitals[0].size();
        this.offsets = new int[orbitals.length + 1];
        for (int spin = 0; spin < orbitals.length; spin++) {
            Orbitals set = orbitals[spin];
            offsets[spin + 1] = offsets[spin] + set.occupied() * set.virtuals();
        }
        this.gaps = new double[offsets[orbitals.length]];
        for (int spin = 0, at = 0; spin < orbitals.length; spin++) {
            Orbitals set = orbitals[spin];
            for (int a = set.occupied(); a < set.count(); a++) {
                for (int i = 0; i < set.occupied(); i++) {
                    gaps[at++] = set.energies()[a] - set.energies()[i];
                }
            }
        }
    }

    /** Orbitals of lower energy to start from; null if the solution is a minimum. */
    List<Orbitals> descend() {
        if (gaps.length == 0) {
            return null;
        }
        List<double[]> vectors = new ArrayList<>();
        List<double[]> products = new ArrayList<>();
        double[] trial = start();
        while (vectors.size() < Math.min(MAX_VECTORS, gaps.length)) {
            if (!orthonormalise(trial, vectors)) {
                break;
            }
            vectors.add(trial);
            products.add(hessian(trial));
            int size = vectors.size();
            double[] small = new double[size * size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    small[i * size + j] = Matrices.dot(vectors.get(i), products.get(j));
                }
            }
            double lowest = LinearAlgebra.eigenSymmetric(size, small)[0];
            double[] vector = new double[gaps.length];
            double[] residual = new double[gaps.length];
            for (int k = 0; k < size; k++) {
                for (int i = 0; i < gaps.length; i++) {
                    vector[i] += small[k] * vectors.get(k)[i];
                    residual[i] += small[k] * (products.get(k)[i] - lowest * vectors.get(k)[i]);
                }
            }
            if (Math.sqrt(Matrices.dot(residual, residual)) < RESIDUAL || size == gaps.length) {
                return lowest < UNSTABLE ? rotate(vector) : null;
            }
            for (int i = 0; i < gaps.length; i++) {
                double denominator = lowest - gaps[i];
                residual[i] /= Math.abs(denominator) < 0.05 ? -0.05 : denominator;
            }
            trial = residual;
        }
        return null;
    }

    /** Weights that fall with the gap, with noise so that no symmetry is missed. */
    private double[] start() {
        Random random = new Random(1);
        double[] vector = new double[gaps.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (0.5 + random.nextDouble()) / (0.1 + gaps[i] * gaps[i]);
        }
        return vector;
    }

    private static boolean orthonormalise(double[] vector, List<double[]> others) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] other : others) {
                double overlap = Matrices.dot(vector, other);
                for (int i = 0; i < vector.length; i++) {
                    vector[i] -= overlap * other[i];
                }
            }
            double norm = Math.sqrt(Matrices.dot(vector, vector));
            if (norm < 1e-10) {
                return false;
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= norm;
            }
        }
        return true;
    }

    /** (A + B) X = (ε_a − ε_i) X + ⟨a|J − K of the change of density|i⟩. */
    private double[] hessian(double[] x) {
        int spins = orbitals.length;
        double[][] changes = new double[spins][];
        for (int spin = 0; spin < spins; spin++) {
            changes[spin] = change(spin, x);
        }
        double[] coulomb = repulsion.coulomb(Matrices.sum(changes[0], 1, changes[spins - 1]));
        double[] result = new double[x.length];
        for (int spin = 0; spin < spins; spin++) {
            Orbitals set = orbitals[spin];
            double[] field = Matrices.sum(coulomb, -1, repulsion.exchange(changes[spin], workers));
            double[] block =
                    Matrices.between(
                            set.virtuals(),
                            virtuals(set),
                            n,
                            field,
                            set.occupied(),
                            set.coefficients());
            for (int i = 0; i < block.length; i++) {
                int at = offsets[spin] + i;
                result[at] = gaps[at] * x[at] + block[i];
            }
        }
        return result;
    }

    private double[] change(int spin, double[] x) {
        Orbitals set = orbitals[spin];
        double[] block = java.util.Arrays.copyOfRange(x, offsets[spin], offsets[spin + 1]);
        double[] half =
                Matrices.product(set.virtuals(), set.occupied(), n, block, set.coefficients());
        double[] one = Matrices.transposedProduct(n, set.virtuals(), n, virtuals(set), half);
        double[] both = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                both[i * n + j] = one[i * n + j] + one[j * n + i];
            }
        }
        return both;
    }

    private double[] virtuals(Orbitals set) {
        return java.util.Arrays.copyOfRange(
                set.coefficients(), set.occupied() * n, set.count() * n);
    }

    /** Turns occupied orbitals by up to half a radian along a direction of the Hessian. */
    private List<Orbitals> rotate(double[] x) {
        double scale = 0.5 / java.util.Arrays.stream(x).map(Math::abs).max().orElse(1);
        Orbitals[] rotated = new Orbitals[orbitals.length];
        for (int spin = 0; spin < rotated.length; spin++) {
            Orbitals set = orbitals[spin];
            double[] coefficients = set.coefficients().clone();
            int occupied = set.occupied();
            for (int a = 0; a < set.virtuals(); a++) {
                for (int i = 0; i < occupied; i++) {
                    double angle = scale * x[offsets[spin] + a * occupied + i];
                    for (int k = 0; k < n; k++) {
                        coefficients[i * n + k] +=
                                angle * set.coefficients()[(occupied + a) * n + k];
                    }
                }
            }
            rotated[spin] =
                    new Orbitals(
                            n,
                            set.energies(),
                            orthonormaliseOccupied(set, coefficients, spin, x, scale),
                            set.occupations());
        }
        return List.of(rotated);
    }

    /** Löwdin orthonormalisation: the overlap of the turned orbitals is 1 + θᵀθ. */
    private double[] orthonormaliseOccupied(
            Orbitals set, double[] turned, int spin, double[] x, double scale) {
        int o = set.occupied();
        if (o == 0) {
            return turned;
        }
        double[] theta = java.util.Arrays.copyOfRange(x, offsets[spin], offsets[spin + 1]);
        double[] overlap = new double[o * o];
        if (set.virtuals() > 0) {
            LinearAlgebra.multiply(
                    true, false, o, o, set.virtuals(), scale * scale, theta, theta, 0, overlap);
        }
        for (int i = 0; i < o; i++) {
            overlap[i * o + i] += 1;
        }
        double[] values = LinearAlgebra.eigenSymmetric(o, overlap);
        double[] scaled = overlap.clone();
        for (int i = 0; i < o; i++) {
            for (int j = 0; j < o; j++) {
                scaled[i * o + j] /= Math.sqrt(values[i]);
            }
        }
        double[] inverseRoot = Matrices.transposedProduct(o, o, o, scaled, overlap);
        double[] occupied =
                Matrices.product(o, o, n, inverseRoot, java.util.Arrays.copyOf(turned, o * n));
        System.arraycopy(occupied, 0, turned, 0, o * n);
        return turned;
    }
}
