package xcflow.gaussian.scf;

import java.util.Optional;
import xcflow.functional.Functional;

/**
 * Solves the equations of one functional in up to three attempts, each with safer settings than the
 * one before. From superposed atoms the way starts with a rough approximation of the energy.
 */
final class Attempts {
    /** Orbital gradient at which the rough approximation has done its part, hartree. */
    private static final double ROUGH = 2e-3;

    private final KohnSham system;
    private final Functional functional;
    private final ScfListener listener;
    private final Filling filling;
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
                        options.maxIterations());
        SelfConsistentField.Outcome outcome = null;
        for (int attempt = 1; attempt <= Acceleration.ATTEMPTS.size(); attempt++) {
            Acceleration acceleration = new Acceleration(Acceleration.ATTEMPTS.get(attempt - 1));
            Optional<SpinDensity> near =
                    attempt == 1 && start.isPresent() ? start : approach(acceleration, attempt);
            outcome =
                    run(
                            system.energy(functional, near.isPresent()),
                            criteria,
                            near.orElseGet(system::atoms),
                            acceleration,
                            attempt);
            if (outcome.converged()) {
                return system.result(outcome, iterations, attempt);
            }
        }
        throw failure(outcome);
    }

    /** From superposed atoms to the neighbourhood of the solution, if that is cheaply done. */
    private Optional<SpinDensity> approach(Acceleration acceleration, int attempt) {
        Optional<EnergyFunctional> rough = system.roughEnergy(functional);
        if (rough.isEmpty()) {
            return Optional.empty();
        }
        SelfConsistentField.Criteria criteria =
                new SelfConsistentField.Criteria(1, ROUGH, system.options().maxIterations());
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
                ("%s with %s in %s did not converge in %d attempts and %d iterations: the energy"
                                + " still changes by %.1e Ha and the orbital gradient is %.1e Ha")
                        .formatted(
                                system.basis().molecule().formula(),
                                functional.name(),
                                system.basis().name(),
                                Acceleration.ATTEMPTS.size(),
                                iterations,
                                Math.abs(outcome.change()),
                                outcome.gradient()));
    }
}
