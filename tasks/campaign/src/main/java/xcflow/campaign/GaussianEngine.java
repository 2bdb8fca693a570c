package xcflow.campaign;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.Energies;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.numerics.Constants;
import xcflow.numerics.Workers;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/** All-electron calculations in Gaussian basis sets. */
record GaussianEngine(BasisSet basis, ScfOptions options) implements MolecularEngine {

    /**
     * The engine as tasks declare it.
     *
     * @throws TaskFailure if there is no such basis set or its file is damaged
     */
    static GaussianEngine of(
            Source basis, int gridLevel, boolean densityFitting, TaskContext context)
            throws TaskFailure, IOException {
        return new GaussianEngine(
                BasisInput.load(basis, context),
                ScfOptions.defaults().withGrid(gridLevel).withDensityFitting(densityFitting));
    }

    @Override
    public Solution solve(
            NamedMolecule molecule,
            Functional functional,
            boolean sampled,
            int threads,
            Watch watch)
            throws TaskFailure {
        try (Workers workers = new Workers(threads);
                KohnSham system =
                        new KohnSham(Basis.of(molecule.molecule(), basis), options, workers)) {
            ScfResult result =
                    system.solve(
                            functional,
                            step -> watch.iteration(step.iteration(), step.energies().total()));
            return new Solution(
                    result.energy(),
                    components(result.energies()),
                    result.iterations(),
                    Arrays.stream(result.dipole())
                            .map(d -> d * Constants.DIPOLE_AU_IN_DEBYE)
                            .toArray(),
                    result.spinSquared(),
                    sampled ? DensitySample.of(molecule.name(), system, result.density()) : null);
        } catch (ScfException | IllegalArgumentException e) {
            throw new TaskFailure(molecule.name() + ": " + e.getMessage());
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
