package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import xcflow.engine.NotConverged;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.PotentialChange;
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
        TaskContext context,
        Set<String> told) {

    /**
     * @param optimised molecules and atoms of the optimisation
     * @param unseen others, without which targets of the test could not be judged
     * @param functionals all that are compared with each other
     * @throws TaskFailure if the engine cannot calculate one of them
     */
    static TunedSystems of(
            FineTuneTask.Inputs inputs,
            List<NamedMolecule> optimised,
            List<NamedMolecule> unseen,
            List<Functional> functionals,
            TaskContext context)
            throws TaskFailure, IOException {
        Systems systems =
                Systems.of(inputs.engine(), context, functionals.toArray(Functional[]::new));
        systems.molecules(TuningTargets.join(optimised, unseen));
        Map<String, TunedSystem> first = new LinkedHashMap<>();
        optimised.forEach(each -> first.put(each.name(), new TunedSystem(each, systems)));
        Map<String, TunedSystem> second = new LinkedHashMap<>();
        unseen.forEach(each -> second.putIfAbsent(each.name(), new TunedSystem(each, systems)));
        second.keySet().removeAll(first.keySet());
        return new TunedSystems(
                first, second, new LinkedHashMap<>(), context, ConcurrentHashMap.newKeySet());
    }

    /** Converges one system and takes its derivatives; see {@link FineTuning.Solver}. */
    TunedSystem.State solve(
            TunedSystem system, NeuralFunctional functional, TunedSystem.State before)
            throws TaskFailure {
        return system.solve(
                functional,
                before,
                context.threads(),
                Systems.watch(context),
                doubts(system.molecule().name()));
    }

    /**
     * Energies with a functional, Ha, from superpositions of atoms; without those that do not
     * converge.
     *
     * @param role of the functional, for messages
     */
    Map<String, Double> energies(
            Map<String, TunedSystem> systems, Functional functional, String role)
            throws TaskFailure {
        Map<String, Double> energies = new LinkedHashMap<>();
        for (var entry : systems.entrySet()) {
            String name = entry.getKey();
            TunedSystem system = entry.getValue();
            context.progress(Double.NaN, name + " with " + functional.name() + ", for comparison");
            try {
                energies.put(
                        name,
                        system.energy(
                                functional,
                                context.threads(),
                                Systems.watch(context),
                                doubts(name)));
            } catch (NotConverged e) {
                missing.put(name + " with the " + role, system.reason(e));
            }
        }
        return energies;
    }

    /**
     * Density with a functional, as the engine writes it.
     *
     * @param role of the functional, for messages
     */
    byte[] density(TunedSystem system, Functional functional, String role) throws TaskFailure {
        String name = system.molecule().name();
        context.progress(Double.NaN, "density of " + name + " with the " + role);
        return system.density(functional, context.threads(), Systems.watch(context), doubts(name));
    }

    /**
     * What holds a functional at its parent.
     *
     * @param names of systems whose potentials are held, if any are; without any all
     * @throws TaskFailure if none of them converges with the parent
     */
    Restraint restraint(FineTuneTask.Inputs inputs, NeuralFunctional parent, List<String> names)
            throws TaskFailure {
        double potentials = inputs.potentialRegularisation().orElse(0.0);
        if (potentials == 0) {
            return Restraint.ofWeights(inputs.regularisation());
        }
        List<DataSet> samples = new ArrayList<>();
        for (String name : names.isEmpty() ? List.copyOf(optimised.keySet()) : names) {
            TunedSystem system = optimised.get(name);
            context.progress(Double.NaN, "potential of " + name);
            try {
                samples.add(
                        system.sample(
                                parent, context.threads(), Systems.watch(context), doubts(name)));
            } catch (NotConverged e) {
                missing.put(name + " for holding potentials", system.reason(e));
            }
        }
        if (samples.isEmpty()) {
            throw new TaskFailure("no potential is left to hold");
        }
        return new Restraint(
                inputs.regularisation(),
                potentials,
                Optional.of(
                        new PotentialChange(
                                parent, DataSet.concatenate(samples), context.threads())));
    }

    /** Tells each kind of doubt about a system once, not after every step. */
    private Consumer<Warning> doubts(String name) {
        return warning -> {
            if (told.add(name + " " + warning.code())) {
                context.warn(warning.code(), name + ": " + warning.text());
            }
        };
    }
}
