package xcflow.experiments.validate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.experiments.batch.Solved;
import xcflow.experiments.batch.Systems;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.TrainingDomain;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/**
 * Solves molecules with a functional and its reference from the same start.
 *
 * @param forces whether forces are compared too
 */
record ReferenceComparison(
        Systems systems, Functional functional, Functional reference, boolean forces) {

    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    /**
     * Energies in Ha, dipole in debye, density error in electrons, force error in Ha/bohr.
     *
     * @param energy empty if the functional did not converge, or was not tried
     * @param referenceEnergy empty if the reference did not converge
     * @param failure why something is missing
     */
    record Result(
            Optional<Double> energy,
            Optional<Double> referenceEnergy,
            Optional<Double> dipoleError,
            Optional<Double> homoError,
            Optional<Double> densityError,
            Optional<Double> forceError,
            Optional<Integer> iterations,
            Optional<Integer> referenceIterations,
            Optional<String> failure) {

        /** Whether both converged. */
        boolean converged() {
            return failure.isEmpty();
        }

        static Result failed(Optional<Solved> reference, String reason) {
            return new Result(
                    Optional.empty(),
                    reference.map(Solved::energy),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    reference.map(Solved::iterations),
                    Optional.of(reason));
        }
    }

    /**
     * @param done share of the whole work that is done
     * @param share of the whole work that this molecule is
     * @throws TaskFailure if the molecule cannot be calculated at all
     */
    Result compare(Structure structure, double done, double share) throws TaskFailure {
        try (Prepared prepared = systems.prepare(structure, context().threads())) {
            Solution expected;
            try {
                expected = solve(prepared, structure, reference, done, share / 2);
            } catch (NotConverged e) {
                return Result.failed(Optional.empty(), "the reference: " + e.getMessage());
            }
            try {
                Solution found =
                        solve(prepared, structure, functional, done + share / 2, share / 2);
                boolean sampled = systems.selected().plugin().capabilities().descriptors();
                if (sampled) {
                    DataSet sample = found.sample();
                    TrainingDomain.doubt(
                                    functional, structure.name(), sample.points(), sample.weights())
                            .ifPresent(context()::warn);
                }
                return result(expected, found, sampled);
            } catch (TaskFailure e) {
                return Result.failed(Optional.of(Solved.of(expected)), e.getMessage());
            }
        }
    }

    private TaskContext context() {
        return systems.context();
    }

    private Solution solve(
            Prepared prepared, Structure structure, Functional with, double done, double share)
            throws TaskFailure {
        String name = structure.name();
        Solution solution = prepared.solve(with, Optional.empty(), watch(name, with, done, share));
        solution.warnings().forEach(w -> context().warn(w.code(), name + ": " + w.text()));
        return solution;
    }

    private Result result(Solution wanted, Solution got, boolean sampled) throws TaskFailure {
        OptionalDouble level = got.highestLevel();
        return new Result(
                Optional.of(got.energy()),
                Optional.of(wanted.energy()),
                got.dipole()
                        .filter(dipole -> wanted.dipole().isPresent())
                        .map(dipole -> distance(dipole, wanted.dipole().orElseThrow())),
                level.isPresent() && wanted.highestLevel().isPresent()
                        ? Optional.of(level.getAsDouble() - wanted.highestLevel().orElseThrow())
                        : Optional.empty(),
                sampled ? Optional.of(got.distance(wanted)) : Optional.empty(),
                forces ? Optional.of(forceError(wanted, got)) : Optional.empty(),
                Optional.of(got.iterations()),
                Optional.of(wanted.iterations()),
                Optional.empty());
    }

    private static double forceError(Solution wanted, Solution got) throws TaskFailure {
        double[] one = forces(wanted);
        double[] other = forces(got);
        double greatest = 0;
        for (int i = 0; i < one.length; i++) {
            greatest = Math.max(greatest, Math.abs(one[i] - other[i]));
        }
        return greatest;
    }

    private static double[] forces(Solution solution) throws TaskFailure {
        return solution.requiredForces();
    }

    private static double distance(List<Double> one, List<Double> other) {
        double squares = 0;
        for (int axis = 0; axis < one.size(); axis++) {
            squares += Math.pow(one.get(axis) - other.get(axis), 2);
        }
        return Math.sqrt(squares);
    }

    private Watch watch(String name, Functional with, double done, double share) {
        return new Watch() {
            @Override
            public void iteration(Step step) {
                context().checkCancelled();
                double within = 1 - Math.exp(-2 * step.number() / TYPICAL_ITERATIONS);
                context()
                        .progress(
                                done + share * within,
                                String.format(
                                        Locale.ROOT,
                                        "%s with %s, iteration %d, E = %.8f Ha",
                                        name,
                                        with.name(),
                                        step.number(),
                                        step.energy()));
            }

            @Override
            public boolean cancelled() {
                return context().cancelled();
            }
        };
    }
}
