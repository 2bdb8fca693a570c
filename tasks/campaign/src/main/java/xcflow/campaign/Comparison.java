package xcflow.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.functional.Functional;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/** Solves molecules with a functional and its reference from the same start. */
record Comparison(Functional functional, Functional reference, TaskContext context) {

    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    /**
     * Energies in Ha, dipole in debye, density error in electrons. Where the functional did not
     * converge its energy is NaN.
     */
    record Result(
            boolean converged,
            double energy,
            double referenceEnergy,
            Optional<Double> dipoleError,
            Optional<Double> homoError,
            double densityError,
            int iterations,
            int referenceIterations) {

        static Result failed(Solution reference) {
            return new Result(
                    false,
                    Double.NaN,
                    reference.energy(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    reference.iterations());
        }
    }

    /**
     * @param done share of the whole work that is done
     * @param share of the whole work that this molecule is
     * @throws TaskFailure if the reference itself does not converge
     */
    Result compare(Calculation calculation, double done, double share) throws TaskFailure {
        try (Equations equations = calculation.open(context.threads())) {
            Equations.Converged expected =
                    equations.solve(
                            reference, watch(calculation.name(), reference, done, share / 2));
            Equations.Converged found;
            try {
                found =
                        equations.solve(
                                functional,
                                watch(calculation.name(), functional, done + share / 2, share / 2));
            } catch (TaskFailure e) {
                context.log().warn("{}", e.getMessage());
                return Result.failed(expected.solution());
            }
            return result(expected, found);
        }
    }

    private static Result result(Equations.Converged expected, Equations.Converged found) {
        Solution wanted = expected.solution();
        Solution got = found.solution();
        OptionalDouble level = found.highestLevel();
        return new Result(
                true,
                got.energy(),
                wanted.energy(),
                got.dipole().map(dipole -> distance(dipole, wanted.dipole().orElseThrow())),
                level.isPresent()
                        ? Optional.of(level.getAsDouble() - expected.highestLevel().orElseThrow())
                        : Optional.empty(),
                found.difference(expected),
                got.iterations(),
                wanted.iterations());
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
