package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.spi.Warning;

/**
 * Solves the equations of one functional in up to three attempts, each with safer settings than the
 * one before. From superposed atoms the way starts with a rough approximation of the energy.
 */
final class Attempts {
    /** Orbital gradient at which the rough approximation has done its part, hartree. */
    private static final double ROUGH = 2e-3;

    /** How often an attempt may leave a stationary density for lower orbitals. */
    private static final int MOVES = 1;

    /** How often the numbers of orbitals of each symmetry may change. */
    private static final int CHANGES = 3;

    /** By so much another occupation must lower the energy, hartree; rotating an atom does not. */
    private static final double LOWER = 2e-5;

    /** How often saddle points are followed down. */
    private static final int MOST_FOLLOWED = 5;

    private final KohnSham system;
    private final Functional functional;
    private final ScfListener listener;
    private final List<Warning> doubts = new ArrayList<>();
    private OrbitalFilling filling;
    private int iterations;

    Attempts(KohnSham system, Functional functional, ScfListener listener) {
        this.system = system;
        this.functional = functional;
        this.listener = listener;
        this.filling = system.filling(functional);
    }

    /**
     * @param start where the first attempt starts, if not from superposed atoms
     * @throws ScfException if all attempts fail
     */
    ScfResult solve(Optional<SpinDensity> start) {
        ScfOptions options = system.options();
        SelfConsistentField.Criteria criteria =
                new SelfConsistentField.Criteria(
                        options.energyTolerance(),
                        options.gradientTolerance(),
                        options.maxIterations(),
                        MOVES,
                        false);
        SelfConsistentField.Outcome outcome = null;
        for (int attempt = 1; attempt <= Acceleration.ATTEMPTS.size(); attempt++) {
            Acceleration acceleration = new Acceleration(Acceleration.ATTEMPTS.get(attempt - 1));
            Optional<SpinDensity> near =
                    attempt == 1 && start.isPresent() ? start : approach(acceleration, attempt);
            outcome =
                    run(
                            system.terms().energy(functional, near.isPresent()),
                            criteria,
                            near.orElseGet(system::atoms),
                            acceleration,
                            attempt);
            if (outcome.converged()) {
                if (attempt > 1) {
                    doubt(attempt, acceleration);
                }
                SelfConsistentField.Outcome best =
                        minimum(lowest(outcome, criteria, attempt), criteria, attempt);
                return system.result(functional, best, iterations, attempt, doubts);
            }
        }
        throw failure(outcome);
    }

    /**
     * The outcome, or one of lower energy with other numbers of orbitals of each symmetry: those
     * that the superposed atoms suggest are not always those of the lowest levels in the end.
     */
    private SelfConsistentField.Outcome lowest(
            SelfConsistentField.Outcome first, SelfConsistentField.Criteria criteria, int attempt) {
        SelfConsistentField.Outcome best = first;
        for (int change = 0; change < CHANGES; change++) {
            Optional<OrbitalFilling> other = system.otherThan(filling, best.fock());
            if (other.isEmpty()) {
                return best;
            }
            OrbitalFilling before = filling;
            filling = other.get();
            SelfConsistentField.Outcome outcome =
                    run(
                            system.terms().energy(functional, true),
                            criteria,
                            best.density(),
                            new Acceleration(Acceleration.ATTEMPTS.get(attempt - 1)),
                            attempt);
            if (!outcome.converged()
                    || outcome.energies().total() > best.energies().total() - LOWER) {
                filling = before;
                return best;
            }
            best = outcome;
        }
        return best;
    }

    /** The outcome, or a minimum below it, as far as the options ask for one. */
    private SelfConsistentField.Outcome minimum(
            SelfConsistentField.Outcome first, SelfConsistentField.Criteria criteria, int attempt) {
        SaddlePoints saddlePoints = system.options().saddlePoints();
        if (saddlePoints == SaddlePoints.UNKNOWN) {
            return first;
        }
        EnergyFunctional curvature = system.terms().curvature(functional);
        SelfConsistentField.Outcome best = first;
        for (int followed = 0; ; followed++) {
            Optional<Stability.Descent> descent =
                    Stability.ofEnergy(curvature, best.orbitals(), listener::working).descend();
            if (descent.isEmpty()) {
                return best;
            }
            Optional<SelfConsistentField.Outcome> lower =
                    saddlePoints == SaddlePoints.LEFT && followed < MOST_FOLLOWED
                            ? below(best, descent.get(), criteria, attempt)
                            : Optional.empty();
            if (lower.isEmpty()) {
                doubts.add(unstable(descent.get(), saddlePoints));
                return best;
            }
            best = lower.get();
        }
    }

    /**
     * A solution of lower energy than a saddle point. Extrapolation may lead back to where it came
     * from; with the empty orbitals raised, each step is a small one down.
     */
    private Optional<SelfConsistentField.Outcome> below(
            SelfConsistentField.Outcome saddle,
            Stability.Descent descent,
            SelfConsistentField.Criteria criteria,
            int attempt) {
        filling = system.lowestOrbitals();
        SpinDensity start = OrbitalFilling.density(descent.orbitals());
        for (int careful = 0; careful < 2; careful++) {
            SelfConsistentField.Outcome outcome =
                    run(
                            system.terms().energy(functional, true),
                            criteria,
                            start,
                            new Acceleration(Acceleration.ATTEMPTS.get(careful)),
                            attempt);
            if (outcome.converged()
                    && outcome.energies().total() < saddle.energies().total() - LOWER) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    private Warning unstable(Stability.Descent descent, SaddlePoints saddlePoints) {
        return new Warning(
                "unstable-solution",
                String.format(
                        Locale.ROOT,
                        "%s: the solution is a saddle point of the energy, the lowest eigenvalue of"
                                + " its orbital Hessian is %.4f Ha%s",
                        system.describe(functional),
                        descent.eigenvalue(),
                        saddlePoints == SaddlePoints.LEFT
                                ? ", and following it down found no lower solution"
                                : ": there is a lower solution"));
    }

    private void doubt(int attempt, Acceleration acceleration) {
        doubts.add(
                new Warning(
                        "second-attempt",
                        String.format(
                                Locale.ROOT,
                                "%s converged only in attempt %d, with %s: other solutions may exist",
                                system.describe(functional),
                                attempt,
                                acceleration.settings().name())));
    }

    /** From superposed atoms to the neighbourhood of the solution, if that is cheaply done. */
    private Optional<SpinDensity> approach(Acceleration acceleration, int attempt) {
        Optional<EnergyFunctional> rough = system.terms().roughEnergy(functional);
        if (rough.isEmpty()) {
            return Optional.empty();
        }
        SelfConsistentField.Criteria criteria =
                new SelfConsistentField.Criteria(
                        1, ROUGH, system.options().maxIterations(), 0, false);
        SelfConsistentField.Outcome outcome =
                run(rough.get(), criteria, system.atoms(), acceleration, attempt);
        return outcome.converged() ? Optional.of(outcome.density()) : Optional.empty();
    }

    private SelfConsistentField.Outcome run(
            EnergyFunctional energy,
            SelfConsistentField.Criteria criteria,
            SpinDensity from,
            Acceleration acceleration,
            int attempt) {
        SelfConsistentField field =
                new SelfConsistentField(
                        energy, filling, system.oneElectron().overlap(), criteria, listener);
        SelfConsistentField.Outcome outcome = field.run(from, acceleration, attempt, iterations);
        iterations += outcome.iterations();
        return outcome;
    }

    private ScfException failure(SelfConsistentField.Outcome outcome) {
        return new ScfException(
                String.format(
                        Locale.ROOT,
                        "%s did not converge in %d attempts and %d iterations: the energy"
                                + " still changes by %.1e Ha and the orbital gradient is %.1e Ha",
                        system.describe(functional),
                        Acceleration.ATTEMPTS.size(),
                        iterations,
                        Math.abs(outcome.change()),
                        outcome.gradient()));
    }
}
