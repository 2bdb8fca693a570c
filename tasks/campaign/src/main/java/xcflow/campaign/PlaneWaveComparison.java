package xcflow.campaign;

import java.util.Locale;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.sampling.DensitySample;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** Comparison with pseudopotentials and plane waves in a box. */
record PlaneWaveComparison(Functional functional, Functional reference, BoxInput box, int threads)
        implements MolecularComparison {

    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    @Override
    public Result compare(NamedMolecule system, TaskContext context, double done, double share)
            throws TaskFailure {
        try {
            ScfResult expected = solve(system, reference, context, done, share / 2);
            if (!expected.converged()) {
                throw new TaskFailure(
                        system.name()
                                + " does not converge with "
                                + reference.name()
                                + " in a box of "
                                + box.edge()
                                + " bohr");
            }
            ScfResult found = solve(system, functional, context, done + share / 2, share / 2);
            if (!found.converged()) {
                context.log().warn("{} does not converge", system.name());
                return Result.failed(expected.energy(), expected.iterations());
            }
            return new Result(
                    true,
                    found.energy(),
                    expected.energy(),
                    Optional.empty(),
                    Optional.of(highest(found) - highest(expected)),
                    DensitySample.difference(found.density(), expected.density()),
                    found.iterations(),
                    expected.iterations());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(system.name() + ": " + e.getMessage());
        }
    }

    private ScfResult solve(
            NamedMolecule system, Functional with, TaskContext context, double done, double share) {
        return PlaneWaves.solve(
                box.model(system, with),
                box.settings(threads),
                null,
                new ScfListener() {
                    @Override
                    public void iteration(
                            int number, double energy, double residual, Density next) {
                        context.progress(
                                done + share * (1 - Math.exp(-2 * number / TYPICAL_ITERATIONS)),
                                String.format(
                                        Locale.ROOT,
                                        "%s with %s, iteration %d, E = %.8f Ha",
                                        system.name(),
                                        with.name(),
                                        number,
                                        energy));
                    }

                    @Override
                    public boolean cancelled() {
                        return context.cancelled();
                    }

                    @Override
                    public void warning(String message) {
                        context.log().warn(message);
                    }
                });
    }

    private static double highest(ScfResult result) {
        return result.fermiLevels().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
