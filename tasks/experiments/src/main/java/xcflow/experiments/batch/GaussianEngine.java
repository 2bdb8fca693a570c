package xcflow.experiments.batch;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.experiments.input.BasisInput;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.Energies;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.Orbitals;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.gaussian.scf.WrongSolutionException;
import xcflow.numerics.Constants;
import xcflow.numerics.Workers;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** All-electron calculations in Gaussian basis sets. */
record GaussianEngine(BasisSet basis, ScfOptions options) {

    /**
     * The engine as tasks declare it.
     *
     * @throws TaskFailure if there is no such basis set or its file is damaged
     */
    static GaussianEngine of(
            Source basis, int gridLevel, boolean densityFitting, TaskContext context)
            throws TaskFailure, IOException {
        return new GaussianEngine(
                BasisInput.load(basis, context::file),
                ScfOptions.defaults().withGrid(gridLevel).withDensityFitting(densityFitting));
    }

    /** A molecule with these settings. */
    Calculation calculation(NamedMolecule molecule) {
        return new Calculation() {
            @Override
            public String name() {
                return molecule.name();
            }

            @Override
            public Equations open(int threads) throws TaskFailure {
                try {
                    return new Molecular(
                            molecule.name(),
                            Basis.of(molecule.molecule(), basis),
                            options,
                            new Workers(threads));
                } catch (IllegalArgumentException e) {
                    throw new TaskFailure(molecule.name() + ": " + e.getMessage());
                }
            }
        };
    }

    private static final class Molecular implements Equations {
        private final String name;
        private final Workers workers;
        private final KohnSham equations;

        Molecular(String name, Basis basis, ScfOptions options, Workers workers) {
            this.name = name;
            this.workers = workers;
            this.equations = new KohnSham(basis, options, workers);
        }

        @Override
        public Converged solve(Functional functional, Watch watch) throws TaskFailure {
            try {
                ScfResult result =
                        equations.solve(
                                functional,
                                step -> watch.iteration(step.iteration(), step.energies().total()));
                result.warnings().forEach(watch::warning);
                return new State(name, equations, result);
            } catch (WrongSolutionException e) {
                throw new TaskFailure(name + ": " + e.getMessage());
            } catch (ScfException e) {
                throw new NotConverged(name + ": " + e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new TaskFailure(name + ": " + e.getMessage());
            }
        }

        @Override
        public void close() {
            equations.close();
            workers.close();
        }
    }

    private record State(String name, KohnSham equations, ScfResult result)
            implements Equations.Converged {

        @Override
        public Solution solution() {
            List<Double> dipole =
                    Arrays.stream(result.dipole())
                            .mapToObj(d -> d * Constants.DIPOLE_AU_IN_DEBYE)
                            .toList();
            return new Solution(
                    result.energy(),
                    components(result.energies()),
                    result.iterations(),
                    Optional.of(dipole),
                    result.spinSquared());
        }

        @Override
        public OptionalDouble highestLevel() {
            return result.orbitals().stream()
                    .mapToDouble(Orbitals::homo)
                    .filter(Double::isFinite)
                    .max();
        }

        @Override
        public DataSet sample() {
            return DensitySample.of(name, equations, result.density());
        }

        @Override
        public double difference(Equations.Converged other) {
            return DensitySample.difference(
                    equations, result.density(), ((State) other).result.density());
        }
    }

    private static Map<String, Double> components(Energies energies) {
        Map<String, Double> components = new LinkedHashMap<>();
        components.put("kinetic", energies.kinetic());
        components.put("nuclear-attraction", energies.attraction());
        components.put("coulomb", energies.coulomb());
        components.put("exchange-correlation", energies.exchangeCorrelation());
        components.put("nuclear-repulsion", energies.nuclearRepulsion());
        return components;
    }
}
