package xcflow.campaign;

import java.util.Locale;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.Orbitals;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfListener;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.numerics.Workers;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Comparison with all electrons in a Gaussian basis set. */
record GaussianComparison(
        Functional functional,
        Functional reference,
        BasisSet basis,
        ScfOptions options,
        Workers workers)
        implements MolecularComparison {

    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    @Override
    public Result compare(NamedMolecule system, TaskContext context, double done, double share)
            throws TaskFailure {
        try (KohnSham equations =
                new KohnSham(Basis.of(system.molecule(), basis), options, workers)) {
            ScfResult expected =
                    equations.solve(reference, watch(system, reference, context, done, share / 2));
            try {
                ScfResult found =
                        equations.solve(
                                functional,
                                watch(system, functional, context, done + share / 2, share / 2));
                return result(equations, expected, found);
            } catch (ScfException e) {
                context.log().warn("{}", e.getMessage());
                return Result.failed(expected.energy(), expected.iterations());
            }
        } catch (ScfException | IllegalArgumentException e) {
            throw new TaskFailure(system.name() + ": " + e.getMessage());
        }
    }

    private static Result result(KohnSham equations, ScfResult expected, ScfResult found) {
        double dipole = 0;
        for (int axis = 0; axis < 3; axis++) {
            double difference = found.dipole()[axis] - expected.dipole()[axis];
            dipole += difference * difference;
        }
        return new Result(
                true,
                found.energy(),
                expected.energy(),
                Optional.of(Math.sqrt(dipole)),
                Optional.of(homo(found) - homo(expected)),
                DensitySample.difference(equations, found.density(), expected.density()),
                found.iterations(),
                expected.iterations());
    }

    private static double homo(ScfResult result) {
        return result.orbitals().stream()
                .mapToDouble(Orbitals::homo)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static ScfListener watch(
            NamedMolecule system,
            Functional functional,
            TaskContext context,
            double done,
            double share) {
        return step -> {
            context.checkCancelled();
            double within = 1 - Math.exp(-2 * step.iteration() / TYPICAL_ITERATIONS);
            context.progress(
                    done + share * within,
                    String.format(
                            Locale.ROOT,
                            "%s with %s, iteration %d, E = %.8f Ha",
                            system.name(),
                            functional.name(),
                            step.iteration(),
                            step.energies().total()));
        };
    }
}
