package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import xcflow.experiments.input.BasisInput;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfListener;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.gaussian.scf.WrongSolutionException;
import xcflow.numerics.Workers;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;

/**
 * The molecules and atoms of a fine-tuning, and what solves them.
 *
 * @param optimised by name: those that every step converges again
 * @param unseen by name: those that are calculated at the end only
 * @param missing collects why energies are missing, by system and functional
 * @param told doubts that were told, by system and kind
 */
record TunedSystems(
        Map<String, TunedSystem> optimised,
        Map<String, TunedSystem> unseen,
        Map<String, String> missing,
        Workers workers,
        TaskContext context,
        Set<String> told)
        implements AutoCloseable {

    /**
     * @param optimised molecules of the optimisation; their atoms join them
     * @param test other molecules; atoms that only they have join them
     * @throws TaskFailure if there is no such basis set or its file is damaged
     */
    static TunedSystems of(
            FineTuneTask.Inputs inputs,
            List<NamedMolecule> optimised,
            List<NamedMolecule> test,
            TaskContext context)
            throws TaskFailure, IOException {
        BasisSet basis = BasisInput.load(inputs.basis(), context::file);
        ScfOptions options =
                ScfOptions.defaults()
                        .withGrid(inputs.gridLevel())
                        .withDensityFitting(inputs.densityFitting());
        Map<String, TunedSystem> first = new LinkedHashMap<>();
        for (NamedMolecule each : NamedMolecule.withAtoms(optimised)) {
            first.put(each.name(), new TunedSystem(each, basis, options));
        }
        Map<String, TunedSystem> second = new LinkedHashMap<>();
        for (NamedMolecule each : NamedMolecule.withAtoms(test)) {
            if (!first.containsKey(each.name())) {
                second.put(each.name(), new TunedSystem(each, basis, options));
            }
        }
        return new TunedSystems(
                first,
                second,
                new LinkedHashMap<>(),
                new Workers(context.threads()),
                context,
                ConcurrentHashMap.newKeySet());
    }

    /** Converges one system and takes its derivatives; see {@link FineTuning.Solver}. */
    TunedSystem.State solve(
            TunedSystem system, NeuralFunctional functional, TunedSystem.State before) {
        return system.solve(
                functional,
                before == null ? null : before.density(),
                true,
                workers,
                listener(),
                doubts(system.molecule().name()));
    }

    /**
     * Energies with a functional, Ha, from superpositions of atoms; without those that do not
     * converge.
     *
     * @param role of the functional, for messages
     */
    Map<String, Double> energies(
            Map<String, TunedSystem> systems, Functional functional, String role) {
        Map<String, Double> energies = new LinkedHashMap<>();
        systems.forEach(
                (name, system) -> {
                    context.progress(
                            Double.NaN, name + " with " + functional.name() + ", for comparison");
                    try (KohnSham equations =
                            new KohnSham(
                                    Basis.of(system.molecule().molecule(), system.basis()),
                                    system.options(),
                                    workers)) {
                        ScfResult result = equations.solve(functional, listener());
                        result.warnings().forEach(doubts(name));
                        energies.put(name, result.energy());
                    } catch (WrongSolutionException e) {
                        throw e;
                    } catch (ScfException e) {
                        missing.put(name + " with the " + role, e.getMessage());
                    }
                });
        return energies;
    }

    /** Tells each kind of doubt about a system once, not after every step. */
    private Consumer<Warning> doubts(String name) {
        return warning -> {
            if (told.add(name + " " + warning.code())) {
                context.warn(warning.code(), name + ": " + warning.text());
            }
        };
    }

    private ScfListener listener() {
        return step -> context.checkCancelled();
    }

    @Override
    public void close() {
        workers.close();
    }
}
