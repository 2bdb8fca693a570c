package xcflow.experiments.batch;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import xcflow.experiments.input.BoxInput;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.sampling.DensitySample;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.WrongSolutionException;
import xcflow.spi.TaskFailure;

/**
 * Calculations with pseudopotentials in plane waves, of crystals and of molecules in a box.
 *
 * @param model with a functional; its exceptions say what does not suit
 * @param settings for one thread
 * @param unpaired electrons, which give ⟨S²⟩ of a molecule
 */
record PlaneWaveCalculation(
        String name, Function<Functional, Model> model, Settings settings, int unpaired)
        implements Calculation {

    /** A molecule in a periodic box. */
    static Calculation of(NamedMolecule molecule, BoxInput box) {
        return new PlaneWaveCalculation(
                molecule.name(),
                functional -> box.model(molecule, functional),
                box.settings(1),
                molecule.molecule().unpaired());
    }

    @Override
    public Equations open(int threads) {
        return new Equations() {
            @Override
            public Converged solve(Functional functional, Watch watch) throws TaskFailure {
                return converge(functional, threads, watch);
            }

            @Override
            public void close() {
                // Nothing outlives a solution.
            }
        };
    }

    private Equations.Converged converge(Functional functional, int threads, Equations.Watch watch)
            throws TaskFailure {
        try {
            ScfResult result =
                    PlaneWaves.solve(
                            model.apply(functional),
                            settings.withThreads(threads),
                            null,
                            listener(watch));
            if (!result.converged()) {
                throw new NotConverged(
                        String.format(
                                Locale.ROOT,
                                "%s with %s did not converge: the energy is uncertain by %.1e Ha",
                                name,
                                functional.name(),
                                result.residual()));
            }
            result.warnings().forEach(watch::warning);
            return new State(name, unpaired, result);
        } catch (IllegalArgumentException | WrongSolutionException e) {
            throw new TaskFailure(name + ": " + e.getMessage());
        }
    }

    private static ScfListener listener(Equations.Watch watch) {
        return new ScfListener() {
            @Override
            public void iteration(int number, double energy, double residual, Density next) {
                watch.iteration(number, energy);
            }
        };
    }

    private record State(String name, int unpaired, ScfResult result)
            implements Equations.Converged {

        @Override
        public Solution solution() {
            double spin = unpaired / 2.0;
            return new Solution(
                    result.energy(),
                    result.energies().byName(),
                    result.iterations(),
                    Optional.empty(),
                    spin * (spin + 1));
        }

        @Override
        public OptionalDouble highestLevel() {
            return result.fermiLevels().stream().mapToDouble(Double::doubleValue).max();
        }

        @Override
        public DataSet sample() {
            return DensitySample.of(name, result.density());
        }

        @Override
        public double difference(Equations.Converged other) {
            return DensitySample.difference(result.density(), ((State) other).result.density());
        }
    }
}
