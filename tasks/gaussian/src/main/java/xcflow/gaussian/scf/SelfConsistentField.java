package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import xcflow.gaussian.scf.EnergyFunctional.Hamiltonian;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.LinearAlgebra;

/** The self-consistent iteration. */
final class SelfConsistentField {
    /** Error that a Fock matrix may have, in units of the orbital gradient. */
    private static final double INEXACT = 0.2;

    /** Density matrices that miss less of being idempotent are those of orbitals. */
    private static final double IDEMPOTENT = 1e-6;

    /**
     * A smaller orbital gradient of a density that is not one of orbitals says nothing of its
     * error, hartree: DIIS would hold on to it.
     */
    private static final double MEANINGLESS = 1e-2;

    /** With fewer electrons moved by the next step, the occupied orbitals are the same. */
    private static final double MOVED = 0.1;

    /** Greatest change of an element of a density matrix whose orbitals are filled in part. */
    private static final double SETTLED = 1e-4;

    private final EnergyFunctional functional;
    private final OrbitalFilling filling;
    private final boolean partial;
    private final boolean smeared;
    private final double[] overlap;
    private final Electrons electrons;
    private final Criteria criteria;
    private final ScfListener listener;

    /**
     * What an attempt came to.
     *
     * @param change last change of the energy in hartree
     * @param gradient last orbital gradient in hartree
     * @param fock Fock matrices of the density, hartree
     * @param gridElectrons integrals of the density on the grid, for each of its matrices
     * @param orbitals of the Fock matrices, with the occupations of the density; empty unless
     *     converged
     */
    record Outcome(
            boolean converged,
            int iterations,
            Energies energies,
            double change,
            double gradient,
            SpinDensity density,
            List<double[]> fock,
            double[] gridElectrons,
            List<Orbitals> orbitals) {}

    /**
     * When an iteration is converged, or given up.
     *
     * @param energy greatest change of the energy in the last iteration, hartree
     * @param gradient greatest element of the orbital gradient, hartree
     * @param iterations limit
     * @param moves how often a stationary density may be left because other orbitals are lower; 0
     *     if it need not be that of the lowest
     * @param strict whether it must be that of the lowest also where empty orbitals are raised
     */
    record Criteria(double energy, double gradient, int iterations, int moves, boolean strict) {}

    SelfConsistentField(
            EnergyFunctional functional,
            OrbitalFilling filling,
            double[] overlap,
            Criteria criteria,
            ScfListener listener) {
        this.functional = functional;
        this.filling = filling;
        this.partial = filling.filling().partial();
        this.smeared = filling.filling() instanceof ElectronFilling.Smeared;
        this.overlap = overlap;
        this.electrons = new Electrons(filling.size(), overlap);
        this.criteria = criteria;
        this.listener = listener;
    }

    /**
     * Iterates from a density until convergence or until there is no hope. The first density is
     * never the result, however small its commutator: that of superposed atoms, of another charge
     * or of another spin may vanish by symmetry. All later ones were built from orbitals of the
     * asked occupation.
     *
     * @param attempt number for the listener
     * @param done iterations before, for the listener
     */
    Outcome run(SpinDensity start, Acceleration acceleration, int attempt, int done) {
        Acceleration.Settings settings = acceleration.settings();
        SpinDensity density = start;
        double energyBefore = Double.NaN;
        double best = Double.POSITIVE_INFINITY;
        int bestIteration = 0;
        double entropyTerm = 0;
        int moves = 0;
        int limit = criteria.iterations() * settings.iterations();
        for (int iteration = 1; ; iteration++) {
            Hamiltonian hamiltonian = functional.hamiltonian(density);
            if (smeared) {
                hamiltonian = hamiltonian.with(Energies.ENTROPY, entropyTerm);
            }
            List<double[]> densities =
                    density.matrices().stream().map(DensityMatrix::matrix).toList();
            Acceleration.ErrorMeasure measure = commutators(density.electronsPerOrbital());
            List<double[]> errors = measure.of(hamiltonian.fock(), densities);
            double gradient = greatest(errors);
            double change = hamiltonian.energies().total() - energyBefore;
            listener.iteration(
                    new ScfListener.Step(
                            attempt,
                            done + iteration,
                            hamiltonian.energies(),
                            change,
                            gradient,
                            density));
            boolean ofOrbitals = iteration > 1 || ofOrbitals(density);
            if (ofOrbitals && gradient < 0.9 * best) {
                best = gradient;
                bestIteration = iteration;
            }
            boolean converged = converged(change, gradient);
            double uncertainty = functional.uncertainty();
            if (uncertainty > INEXACT * gradient) {
                functional.renew();
            }
            if (converged && uncertainty > criteria.gradient()) {
                energyBefore = hamiltonian.energies().total();
                continue;
            }
            boolean hopeless =
                    iteration >= limit
                            || iteration - bestIteration > settings.patience()
                            || !Double.isFinite(gradient);
            boolean lowest = criteria.strict() || settings.levelShift() == 0;
            if (converged && lowest && criteria.moves() > 0 && !partial) {
                SpinDensity next = OrbitalFilling.density(filling.orbitals(hamiltonian.fock()));
                converged = electrons.moved(density, next) < MOVED;
                hopeless |= !converged && moves++ == criteria.moves();
                if (!converged && !hopeless) {
                    // Stationary, but not with the lowest orbitals occupied.
                    acceleration.forget();
                    best = Double.POSITIVE_INFINITY;
                    energyBefore = hamiltonian.energies().total();
                    density = next;
                    continue;
                }
            }
            if (converged && partial && !settled(hamiltonian, density)) {
                converged = false;
            }
            if (converged || hopeless) {
                return outcome(converged, iteration, hamiltonian, change, gradient, density);
            }
            if (iteration == 1) {
                acceleration.refine(hamiltonian.fock(), densities, measure);
            }
            functional.correction().ifPresent(c -> acceleration.correct(c, measure));
            boolean tells = ofOrbitals || gradient > MEANINGLESS;
            Acceleration.Combination next =
                    tells
                            ? acceleration.next(hamiltonian.fock(), densities, errors, gradient)
                            : new Acceleration.Combination(hamiltonian.fock(), densities);
            List<Orbitals> orbitals =
                    filling.orbitals(
                            shifted(
                                    next,
                                    density.electronsPerOrbital(),
                                    smeared ? 0 : settings.levelShift()));
            density = OrbitalFilling.density(orbitals);
            entropyTerm = filling.entropyTerm(orbitals);
            energyBefore = hamiltonian.energies().total();
        }
    }

    private Outcome outcome(
            boolean converged,
            int iteration,
            Hamiltonian hamiltonian,
            double change,
            double gradient,
            SpinDensity density) {
        return new Outcome(
                converged,
                iteration,
                hamiltonian.energies(),
                change,
                gradient,
                density,
                hamiltonian.fock(),
                hamiltonian.gridElectrons(),
                converged ? orbitals(hamiltonian.fock(), density) : List.of());
    }

    /** Orbitals of the Fock matrices as the density occupies them, which need not be the lowest. */
    private List<Orbitals> orbitals(List<double[]> fock, SpinDensity density) {
        List<Orbitals> lowest = filling.orbitals(fock);
        if (partial || electrons.moved(density, OrbitalFilling.density(lowest)) < MOVED) {
            return lowest;
        }
        List<Orbitals> result = new ArrayList<>();
        for (int spin = 0; spin < lowest.size(); spin++) {
            result.add(
                    electrons.occupied(
                            lowest.get(spin),
                            density.matrices().get(spin),
                            density.electronsPerOrbital()));
        }
        return result;
    }

    /**
     * Whether orbitals of the Fock matrices are filled as those of the density: a commutator may
     * vanish with other occupations.
     */
    private boolean settled(Hamiltonian hamiltonian, SpinDensity density) {
        SpinDensity next = OrbitalFilling.density(filling.orbitals(hamiltonian.fock()));
        double greatest = 0;
        for (int spin = 0; spin < density.spins(); spin++) {
            double[] before = density.matrices().get(spin).matrix();
            double[] after = next.matrices().get(spin).matrix();
            for (int i = 0; i < before.length; i++) {
                greatest = Math.max(greatest, Math.abs(after[i] - before[i]));
            }
        }
        return greatest < SETTLED;
    }

    private boolean ofOrbitals(SpinDensity density) {
        return density.matrices().stream()
                .allMatch(d -> electrons.defect(d, density.electronsPerOrbital()) < IDEMPOTENT);
    }

    /** A first density has no change of energy (NaN) and so is never converged. */
    private boolean converged(double change, double gradient) {
        return gradient < criteria.gradient() && Math.abs(change) < criteria.energy();
    }

    /** X(FDS − SDF)Xᵀ in orthonormal functions X, which vanishes at self-consistency. */
    private Acceleration.ErrorMeasure commutators(double perOrbital) {
        return (fock, densities) -> {
            List<double[]> result = new ArrayList<>();
            for (int spin = 0; spin < fock.size(); spin++) {
                result.add(commutator(fock.get(spin), densities.get(spin), perOrbital));
            }
            return result;
        };
    }

    private double[] commutator(double[] fock, double[] density, double perOrbital) {
        int n = filling.size();
        double[] fd = new double[n * n];
        double[] fds = new double[n * n];
        LinearAlgebra.multiply(false, false, n, n, n, 1 / perOrbital, fock, density, 0, fd);
        LinearAlgebra.multiply(false, false, n, n, n, 1, fd, overlap, 0, fds);
        double[] error = filling.basis().transform(fds);
        int rank = filling.basis().rank();
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j <= i; j++) {
                double difference = error[i * rank + j] - error[j * rank + i];
                error[i * rank + j] = difference;
                error[j * rank + i] = -difference;
            }
        }
        return error;
    }

    private static double greatest(List<double[]> errors) {
        double greatest = 0;
        for (double[] error : errors) {
            for (double value : error) {
                // Written so that NaN wins.
                greatest = Math.abs(value) <= greatest ? greatest : Math.abs(value);
            }
        }
        return greatest;
    }

    /**
     * Raises the empty orbitals, F + shift · (S − S D S). The density that tells them from the
     * occupied ones is that to which the Fock matrix belongs: otherwise DIIS would lose its effect.
     */
    private List<double[]> shifted(Acceleration.Combination next, double perOrbital, double shift) {
        if (shift == 0) {
            return next.fock();
        }
        List<double[]> result = new ArrayList<>();
        int n = filling.size();
        for (int spin = 0; spin < next.fock().size(); spin++) {
            double[] sd = new double[n * n];
            double[] sum = next.fock().get(spin).clone();
            double[] density = next.densities().get(spin);
            LinearAlgebra.multiply(false, false, n, n, n, 1, overlap, density, 0, sd);
            double factor = -shift / perOrbital;
            LinearAlgebra.multiply(false, false, n, n, n, factor, sd, overlap, 1, sum);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += shift * overlap[i];
            }
            result.add(sum);
        }
        return result;
    }
}
