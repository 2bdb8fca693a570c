package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import xcflow.gaussian.algebra.Matrices;
import xcflow.gaussian.integral.FourIndex;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * Whether a Hartree–Fock or Kohn–Sham solution is a minimum among real determinants of its kind:
 * lowest eigenvalue of the orbital Hessian A + B by Davidson's method. R. Seeger and J. A. Pople,
 * J. Chem. Phys. 66, 3045 (1977); for density functionals R. Bauernschmitt and R. Ahlrichs, J.
 * Chem. Phys. 104, 9047 (1996).
 *
 * <p>What exchange and correlation contribute to a product of the Hessian with a direction is the
 * difference of the Fock matrices of orbitals that were turned a little along it and against it, so
 * that a functional needs no second derivatives.
 */
final class Stability {
    private static final int MAX_VECTORS = 40;

    /** Angle by which orbitals turn for differences of Fock matrices, radians. */
    private static final double STEP = 1e-2;

    /** Greatest angle by which orbitals turn downhill, radians. */
    private static final double TURN = 0.5;

    private final Function<double[], List<double[]>> response;
    private final Limits limits;
    private final Orbitals[] orbitals;
    private final int n;
    private final int[] offsets;

    /** Energy differences ε_a − ε_i, spin by spin, [virtual × occupied]. */
    private final double[] gaps;

    /**
     * When an eigenvalue tells of a lower solution.
     *
     * @param unstable eigenvalues below it do, hartree
     * @param residual at which an eigenvalue is known well enough
     * @param clear the same for one that is below {@code unstable}: the lowest is lower still
     */
    private record Limits(double unstable, double residual, double clear) {
        static final Limits HARTREE_FOCK = new Limits(-1e-5, 1e-4, 1e-4);

        /** A grid lets eigenvalues that vanish by symmetry be some 1e-4 Ha. */
        static final Limits ON_A_GRID = new Limits(-5e-4, 1e-3, 1e-2);
    }

    /**
     * What lies below a saddle point.
     *
     * @param orbitals turned downhill
     * @param eigenvalue of the Hessian, hartree, below zero
     */
    record Descent(List<Orbitals> orbitals, double eigenvalue) {}

    /** Of a Hartree–Fock solution. */
    static Stability ofHartreeFock(FourIndex repulsion, List<Orbitals> solution, Workers workers) {
        int last = solution.size() - 1;
        return new Stability(
                solution,
                Limits.HARTREE_FOCK,
                at ->
                        x -> {
                            List<double[]> fields = new ArrayList<>();
                            double[] coulomb =
                                    repulsion.coulomb(
                                            Matrices.sum(at.change(0, x), 1, at.change(last, x)));
                            for (int spin = 0; spin <= last; spin++) {
                                double[] exchange = repulsion.exchange(at.change(spin, x), workers);
                                fields.add(Matrices.sum(coulomb, -1, exchange));
                            }
                            return fields;
                        });
    }

    /**
     * Of a solution of any functional, with orbitals of their own for both spins.
     *
     * @param energy whose derivatives the Fock matrices are
     * @param working called before each of them
     */
    static Stability ofEnergy(EnergyFunctional energy, List<Orbitals> solution, Runnable working) {
        return new Stability(
                solution.stream().map(Stability::occupiedFirst).toList(),
                Limits.ON_A_GRID,
                at ->
                        x -> {
                            working.run();
                            List<double[]> up = at.fock(energy, x, STEP);
                            working.run();
                            List<double[]> down = at.fock(energy, x, -STEP);
                            List<double[]> fields = new ArrayList<>();
                            for (int spin = 0; spin < up.size(); spin++) {
                                double[] field = Matrices.sum(up.get(spin), -1, down.get(spin));
                                for (int i = 0; i < field.length; i++) {
                                    field[i] /= 2 * STEP;
                                }
                                fields.add(field);
                            }
                            return fields;
                        });
    }

    private Stability(
            List<Orbitals> solution,
            Limits limits,
            Function<Stability, Function<double[], List<double[]>>> response) {
        this.orbitals = solution.toArray(Orbitals[]::new);
        this.limits = limits;
        this.response = response.apply(this);
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

    /** The orbitals in an order in which the occupied ones come first. */
    private static Orbitals occupiedFirst(Orbitals set) {
        int n = set.size();
        int[] order =
                IntStream.range(0, set.count())
                        .boxed()
                        .sorted(Comparator.comparing(k -> set.occupations()[k] > 0 ? 0 : 1))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] coefficients = new double[set.count() * n];
        for (int k = 0; k < order.length; k++) {
            System.arraycopy(set.coefficients(), order[k] * n, coefficients, k * n, n);
        }
        return new Orbitals(
                n,
                Arrays.stream(order).mapToDouble(k -> set.energies()[k]).toArray(),
                coefficients,
                Arrays.stream(order).mapToDouble(k -> set.occupations()[k]).toArray());
    }

    private List<double[]> fock(EnergyFunctional energy, double[] x, double angle) {
        return energy.hamiltonian(OrbitalFilling.density(turned(x, angle))).fock();
    }

    /** Orbitals of lower energy to start from; empty if the solution is a minimum. */
    Optional<Descent> descend() {
        if (gaps.length == 0) {
            return Optional.empty();
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
            boolean unstable = lowest < limits.unstable;
            double wanted = unstable ? limits.clear : limits.residual;
            if (Math.sqrt(Matrices.dot(residual, residual)) < wanted || size == gaps.length) {
                return unstable
                        ? Optional.of(new Descent(downhill(vector), lowest))
                        : Optional.empty();
            }
            for (int i = 0; i < gaps.length; i++) {
                double denominator = lowest - gaps[i];
                residual[i] /= Math.abs(denominator) < 0.05 ? -0.05 : denominator;
            }
            trial = residual;
        }
        return Optional.empty();
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

    /** (A + B) X = (ε_a − ε_i) X + ⟨a|change of the Fock matrix|i⟩. */
    private double[] hessian(double[] x) {
        List<double[]> fields = response.apply(x);
        double[] result = new double[x.length];
        for (int spin = 0; spin < orbitals.length; spin++) {
            Orbitals set = orbitals[spin];
            double[] block =
                    Matrices.between(
                            set.virtuals(),
                            virtuals(set),
                            n,
                            fields.get(spin),
                            set.occupied(),
                            set.coefficients());
            for (int i = 0; i < block.length; i++) {
                int at = offsets[spin] + i;
                result[at] = gaps[at] * x[at] + block[i];
            }
        }
        return result;
    }

    /** Change of the density matrix of a spin with the orbitals that turn along a direction. */
    private double[] change(int spin, double[] x) {
        Orbitals set = orbitals[spin];
        double[] block = Arrays.copyOfRange(x, offsets[spin], offsets[spin + 1]);
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
        return Arrays.copyOfRange(set.coefficients(), set.occupied() * n, set.count() * n);
    }

    private List<Orbitals> downhill(double[] x) {
        return turned(x, TURN / Arrays.stream(x).map(Math::abs).max().orElse(1));
    }

    /** Turns occupied orbitals along a direction of the Hessian by angles in radians. */
    private List<Orbitals> turned(double[] x, double scale) {
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
        double[] theta = Arrays.copyOfRange(x, offsets[spin], offsets[spin + 1]);
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
        double[] occupied = Matrices.product(o, o, n, inverseRoot, Arrays.copyOf(turned, o * n));
        System.arraycopy(occupied, 0, turned, 0, o * n);
        return turned;
    }
}
