package xcflow.experiments.validate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.experiments.batch.Calculation;
import xcflow.experiments.batch.Equations;
import xcflow.experiments.batch.NotConverged;
import xcflow.experiments.batch.Solution;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.TrainingDomain;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** Solves molecules with a functional and its reference from the same start. */
record Comparison(Functional functional, Functional reference, TaskContext context) {

    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    /**
     * Energies in Ha, dipole in debye, density error in electrons.
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
            Optional<Integer> iterations,
            Optional<Integer> referenceIterations,
            Optional<String> failure) {

        /** Whether both converged. */
        boolean converged() {
            return failure.isEmpty();
        }

        static Result failed(Optional<Solution> reference, String reason) {
            return new Result(
                    Optional.empty(),
                    reference.map(Solution::energy),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    reference.map(Solution::iterations),
                    Optional.of(reason));
        }
    }

    /**
     * @param done share of the whole work that is done
     * @param share of the whole work that this molecule is
     * @throws TaskFailure if the molecule cannot be calculated at all
     */
    Result compare(Calculation calculation, double done, double share) throws TaskFailure {
        try (Equations equations = calculation.open(context.threads())) {
            Equations.Converged expected;
            try {
                expected =
                        equations.solve(
                                reference, watch(calculation.name(), reference, done, share / 2));
            } catch (NotConverged e) {
                return Result.failed(Optional.empty(), "the reference: " + e.getMessage());
            }
            try {
                Equations.Converged found =
                        equations.solve(
                                functional,
                                watch(calculation.name(), functional, done + share / 2, share / 2));
                DataSet sample = found.sample();
                TrainingDomain.doubt(
                                functional, calculation.name(), sample.points(), sample.weights())
                        .ifPresent(context::warn);
                return result(expected, found);
            } catch (TaskFailure e) {
                return Result.failed(Optional.of(expected.solution()), e.getMessage());
            }
        }
    }

    private static Result result(Equations.Converged expected, Equations.Converged found) {
        Solution wanted = expected.solution();
        Solution got = found.solution();
        OptionalDouble level = found.highestLevel();
        return new Result(
                Optional.of(got.energy()),
                Optional.of(wanted.energy()),
                got.dipole().map(dipole -> distance(dipole, wanted.dipole().orElseThrow())),
                level.isPresent()
                        ? Optional.of(level.getAsDouble() - expected.highestLevel().orElseThrow())
                        : Optional.empty(),
                Optional.of(found.difference(expected)),
                Optional.of(got.iterations()),
                Optional.of(wanted.iterations()),
                Optional.empty());
    }

    private static double distance(List<Double> one, List<Double> other) {
        double squares = 0;
        for (int axis = 0; axis < one.size(); axis++) {
            squares += Math.pow(one.get(axis) - other.get(axis), 2);
        }
        return Math.sqrt(squares);
    }

    private Equations.Watch watch(String name, Functional with, double done, double share) {
        return new Equations.Watch() {
            @Override
            public void iteration(int iteration, double energy) {
                context.checkCancelled();
                double within = 1 - Math.exp(-2 * iteration / TYPICAL_ITERATIONS);
                context.progress(
                        done + share * within,
                        String.format(
                                Locale.ROOT,
                                "%s with %s, iteration %d, E = %.8f Ha",
                                name,
                                with.name(),
                                iteration,
                                energy));
            }

            @Override
            public void warning(Warning warning) {
                context.warn(warning.code(), name + ": " + warning.text());
            }
        };
    }
}
