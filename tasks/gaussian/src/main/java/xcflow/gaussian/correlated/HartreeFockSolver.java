package xcflow.gaussian.correlated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.integral.FourIndex;
import xcflow.gaussian.integral.ModelDensity;
import xcflow.gaussian.integral.OneElectron;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;
import xcflow.structure.molecule.Molecule;

/**
 * Restricted and unrestricted Hartree–Fock with integrals in memory, DIIS, and a search for a lower
 * solution where the one found is a saddle point.
 */
final class HartreeFockSolver {
    private static final int MAX_ITERATIONS = 200;
    private static final int MAX_FOLLOWED = 5;
    private static final double GRADIENT = 1e-8;

    /** By which the second attempt raises the empty orbitals, hartree. */
    private static final double SHIFT = 0.3;

    /** Gradient below which it extrapolates, hartree. */
    private static final double NEAR = 1e-4;

    /** Combinations of basis functions of smaller overlap eigenvalue are left out. */
    private static final double DEPENDENT = 1e-9;

    /** With fewer electrons moved by the next step, the occupied orbitals are the same. */
    private static final double MOVED = 0.1;

    /** A solution that was followed down is lower by more than this, Hartree. */
    private static final double DESCENT = 1e-7;

    private final Molecule molecule;
    private final String basisName;
    private final Workers workers;
    private final OneElectron oneElectron;
    private final FourIndex repulsion;
    private final double[] core;
    private final int n;

    /** Orthonormal functions, [m × n]. */
    private final double[] orthonormal;

    private final int m;
    private final int spins;
    private final int[] occupied;
    private int iterations;

    HartreeFockSolver(Basis basis, boolean restricted, Workers workers) {
        this.molecule = basis.molecule();
        this.basisName = basis.name();
        this.workers = workers;
        this.n = basis.count();
        this.oneElectron = OneElectron.of(basis, workers);
        this.repulsion = FourIndex.of(basis, workers);
        this.core = oneElectron.core();
        this.orthonormal = orthonormalise(oneElectron.overlap());
        this.m = orthonormal.length / n;
        this.spins = restricted ? 1 : 2;
        this.occupied = new int[] {molecule.alpha(), molecule.beta()};
        if (occupied[0] > m) {
            throw new CorrelationException(
                    String.format(
                            Locale.ROOT,
                            "the basis has %d independent functions for %d electrons of one spin",
                            m,
                            occupied[0]));
        }
        double[] field = ModelDensity.coulomb(basis, workers);
        this.guess = Matrices.sum(core, 1, field);
    }

    private final double[] guess;

    /** Canonical orthonormalisation: U s^(−1/2) as rows. */
    private double[] orthonormalise(double[] overlap) {
        double[] vectors = overlap.clone();
        double[] values = LinearAlgebra.eigenSymmetric(n, vectors);
        int skipped = 0;
        while (skipped < n && values[skipped] < DEPENDENT) {
            skipped++;
        }
        double[] rows = Arrays.copyOfRange(vectors, skipped * n, n * n);
        for (int i = 0; i < n - skipped; i++) {
            double scale = 1 / Math.sqrt(values[skipped + i]);
            for (int j = 0; j < n; j++) {
                rows[i * n + j] *= scale;
            }
        }
        return rows;
    }

    /**
     * The lowest solution that can be reached.
     *
     * @throws CorrelationException if none is, or what was found is none
     */
    HartreeFock solve() {
        Orbitals[] orbitals = new Orbitals[spins];
        for (int spin = 0; spin < spins; spin++) {
            orbitals[spin] = diagonalise(guess, occupied[spin]);
        }
        orbitals = converge(orbitals);
        boolean minimum = false;
        for (int i = 0; i <= MAX_FOLLOWED && !minimum; i++) {
            Orbitals[] lower = new Stability(repulsion, orbitals, workers).descend();
            minimum = lower == null;
            if (!minimum && i < MAX_FOLLOWED) {
                orbitals = below(orbitals, lower);
            }
        }
        return checked(orbitals, minimum);
    }

    /**
     * A solution of lower energy than a saddle point. Extrapolation may lead back to where it came
     * from; with the empty orbitals raised, each step is a small one down.
     *
     * @param lower the saddle point's orbitals, turned downhill
     */
    private Orbitals[] below(Orbitals[] saddle, Orbitals[] lower) {
        double energy = total(saddle);
        Orbitals[] found = converge(lower.clone());
        if (total(found) < energy - DESCENT) {
            return found;
        }
        return converge(lower.clone(), SHIFT).orElse(found);
    }

    private double total(Orbitals[] orbitals) {
        double[][] densities = densities(orbitals);
        return energy(densities, focks(densities)) + molecule.nuclearRepulsion();
    }

    private HartreeFock checked(Orbitals[] orbitals, boolean minimum) {
        double[][] densities = densities(orbitals);
        double[][] focks = focks(densities);
        double energy = energy(densities, focks) + molecule.nuclearRepulsion();
        Orbitals beta = orbitals[spins - 1];
        double squared = spinSquared(orbitals[0], beta);
        double commutator = 0;
        for (int spin = 0; spin < spins; spin++) {
            for (double value : commutator(focks[spin], densities[spin])) {
                commutator = Math.abs(value) <= commutator ? commutator : Math.abs(value);
            }
        }
        List<Warning> warnings =
                new ArrayList<>(
                        new DeterminantCheck(molecule, basisName, oneElectron, orbitals)
                                .warnings(energy, commutator, squared));
        if (!minimum) {
            warnings.add(
                    new Warning(
                            "unstable-determinant",
                            String.format(
                                    Locale.ROOT,
                                    "Hartree-Fock of %s in %s: the determinant is a saddle point, and"
                                            + " following it down %d times found no minimum",
                                    molecule.formula(),
                                    basisName,
                                    MAX_FOLLOWED)));
        }
        return new HartreeFock(
                molecule,
                repulsion,
                spins == 1,
                energy,
                orbitals[0],
                beta,
                squared,
                iterations,
                warnings);
    }

    /**
     * With DIIS; if that turns in circles, as it may around the axis of a linear radical, once more
     * with the empty orbitals raised, and extrapolated only near the solution.
     */
    private Orbitals[] converge(Orbitals[] start) {
        return converge(start.clone(), 0)
                .or(() -> converge(start.clone(), SHIFT))
                .orElseThrow(
                        () ->
                                new CorrelationException(
                                        String.format(
                                                Locale.ROOT,
                                                "Hartree-Fock of %s did not converge in %d iterations",
                                                molecule.formula(),
                                                iterations)));
    }

    private Optional<Orbitals[]> converge(Orbitals[] start, double shift) {
        Extrapolation extrapolation = new Extrapolation(8);
        Orbitals[] orbitals = start;
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            iterations++;
            double[][] densities = densities(orbitals);
            double[][] focks = focks(densities);
            double[] error = new double[spins * m * m];
            for (int spin = 0; spin < spins; spin++) {
                double[] commutator = commutator(focks[spin], densities[spin]);
                System.arraycopy(commutator, 0, error, spin * m * m, m * m);
            }
            double largest = Arrays.stream(error).map(Math::abs).max().orElse(0);
            if (largest < GRADIENT) {
                Orbitals[] own = new Orbitals[spins];
                for (int spin = 0; spin < spins; spin++) {
                    own[spin] = diagonalise(focks[spin], occupied[spin]);
                }
                if (moved(orbitals, own) < MOVED) {
                    return Optional.of(own);
                }
                // Stationary, but not with the lowest orbitals occupied: on from those.
                orbitals = own;
                extrapolation = new Extrapolation(8);
                continue;
            }
            double[] stacked = new double[spins * n * n];
            for (int spin = 0; spin < spins; spin++) {
                System.arraycopy(focks[spin], 0, stacked, spin * n * n, n * n);
            }
            boolean extrapolate = shift == 0 || largest < NEAR;
            double[] next = extrapolate ? extrapolation.next(stacked, error) : stacked;
            for (int spin = 0; spin < spins; spin++) {
                double[] fock = Arrays.copyOfRange(next, spin * n * n, (spin + 1) * n * n);
                orbitals[spin] = diagonalise(shifted(fock, densities[spin], shift), occupied[spin]);
            }
        }
        return Optional.empty();
    }

    /** F + shift · (S − S D S). */
    private double[] shifted(double[] fock, double[] density, double shift) {
        if (shift == 0) {
            return fock;
        }
        double[] overlap = oneElectron.overlap();
        double[] sds =
                Matrices.product(n, n, n, Matrices.product(n, n, n, overlap, density), overlap);
        return Matrices.sum(Matrices.sum(fock, shift, overlap), -shift, sds);
    }

    /** Electrons whose orbitals of one set are not among the occupied ones of the other. */
    private double moved(Orbitals[] from, Orbitals[] to) {
        double sum = 0;
        for (int spin = 0; spin < spins; spin++) {
            double[] overlaps =
                    Matrices.between(
                            occupied[spin],
                            from[spin].coefficients(),
                            n,
                            oneElectron.overlap(),
                            occupied[spin],
                            to[spin].coefficients());
            sum += occupied[spin] - Matrices.dot(overlaps, overlaps);
        }
        return sum;
    }

    private double[][] densities(Orbitals[] orbitals) {
        return Arrays.stream(orbitals).map(Orbitals::density).toArray(double[][]::new);
    }

    /** F = h + J[D↑ + D↓] − K[D] of each spin. */
    private double[][] focks(double[][] densities) {
        double[] total = Matrices.sum(densities[0], 1, densities[spins - 1]);
        double[] common = Matrices.sum(core, 1, repulsion.coulomb(total));
        double[][] focks = new double[spins][];
        for (int spin = 0; spin < spins; spin++) {
            focks[spin] = Matrices.sum(common, -1, repulsion.exchange(densities[spin], workers));
        }
        return focks;
    }

    private double energy(double[][] densities, double[][] focks) {
        double energy = 0;
        for (int spin = 0; spin < spins; spin++) {
            energy += 0.5 * Matrices.dot(densities[spin], Matrices.sum(core, 1, focks[spin]));
        }
        return spins == 1 ? 2 * energy : energy;
    }

    /** X (F D S − S D F) Xᵀ. */
    private double[] commutator(double[] fock, double[] density) {
        double[] overlap = oneElectron.overlap();
        double[] fds = Matrices.product(n, n, n, Matrices.product(n, n, n, fock, density), overlap);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double difference = fds[i * n + j] - fds[j * n + i];
                fds[i * n + j] = difference;
                fds[j * n + i] = -difference;
            }
            fds[i * n + i] = 0;
        }
        return Matrices.between(m, orthonormal, n, fds, m, orthonormal);
    }

    private Orbitals diagonalise(double[] fock, int electrons) {
        double[] vectors = Matrices.between(m, orthonormal, n, fock, m, orthonormal);
        double[] energies = LinearAlgebra.eigenSymmetric(m, vectors);
        double[] coefficients = Matrices.product(m, m, n, vectors, orthonormal);
        return new Orbitals(n, m, electrons, energies, coefficients);
    }

    /** ⟨S²⟩ = S_z(S_z + 1) + N↓ − Σ_ij |⟨i↑|j↓⟩|². */
    private double spinSquared(Orbitals alpha, Orbitals beta) {
        double projection = 0.5 * (occupied[0] - occupied[1]);
        double[] overlaps =
                Matrices.between(
                        occupied[0],
                        alpha.coefficients(),
                        n,
                        oneElectron.overlap(),
                        occupied[1],
                        beta.coefficients());
        return projection * (projection + 1) + occupied[1] - Matrices.dot(overlaps, overlaps);
    }
}
