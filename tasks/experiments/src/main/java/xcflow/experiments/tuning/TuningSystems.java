package xcflow.experiments.tuning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.experiments.input.NamedMolecule;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/**
 * The targets of a fine-tuning, and the molecules and atoms that are calculated for them.
 *
 * @param optimised calculated in every step
 * @param unseen calculated at the end only
 * @param watched names of those of {@code optimised} whose densities are compared
 */
record TuningSystems(
        TuningTargets targets,
        List<NamedMolecule> optimised,
        List<NamedMolecule> unseen,
        List<String> watched) {

    /**
     * @throws TaskFailure if a molecule is unknown or has two purposes, or targets do not fit
     */
    static TuningSystems of(FineTuneTask.Inputs inputs, TaskContext context)
            throws TaskFailure, IOException {
        List<NamedMolecule> train = NamedMolecule.load(inputs.train(), context);
        List<NamedMolecule> heldOut = NamedMolecule.load(inputs.heldOut(), context);
        List<NamedMolecule> test = NamedMolecule.load(inputs.test(), context);
        TuningTargets.refuseOverlap(train, heldOut, test);
        List<NamedMolecule> watched =
                inputs.densities().isEmpty()
                        ? List.of()
                        : NamedMolecule.load(inputs.densities().get().molecules(), context);
        TuningSystems plain =
                inputs.targets().stream().anyMatch(target -> target.purpose().isPresent())
                        ? told(inputs, train, heldOut, test, context)
                        : untold(inputs, train, heldOut, test);
        return plain.watching(watched);
    }

    private static TuningSystems untold(
            FineTuneTask.Inputs inputs,
            List<NamedMolecule> train,
            List<NamedMolecule> heldOut,
            List<NamedMolecule> test)
            throws TaskFailure {
        if (!inputs.weights().isEmpty() || !inputs.species().isEmpty()) {
            throw new TaskFailure("'weights' and 'species' belong to targets that have a purpose");
        }
        return new TuningSystems(
                inputs.targets().isEmpty()
                        ? TuningTargets.atomization(train, heldOut, test)
                        : TuningTargets.given(inputs.targets(), train, heldOut, test),
                NamedMolecule.withAtoms(TuningTargets.join(train, heldOut)),
                NamedMolecule.withAtoms(test),
                List.of());
    }

    private static TuningSystems told(
            FineTuneTask.Inputs inputs,
            List<NamedMolecule> train,
            List<NamedMolecule> heldOut,
            List<NamedMolecule> test,
            TaskContext context)
            throws TaskFailure, IOException {
        TuningTargets targets =
                TuningTargets.told(
                        inputs.targets(),
                        TuningTargets.ofMolecules(train, heldOut, test),
                        inputs.weights());
        List<NamedMolecule> species = NamedMolecule.load(inputs.species(), context);
        List<NamedMolecule> listed = TuningTargets.join(train, heldOut, test, species);
        Map<String, NamedMolecule> known = new LinkedHashMap<>();
        NamedMolecule.withAtoms(listed).forEach(each -> known.putIfAbsent(each.name(), each));
        List<Source> byName = new ArrayList<>();
        for (String name : TuningTargets.species(targets.all())) {
            if (!known.containsKey(name)) {
                byName.add(new Source.Name(name));
            }
        }
        NamedMolecule.load(byName, context).forEach(each -> known.put(each.name(), each));
        Set<String> optimised = TuningTargets.species(targets.train());
        optimised.addAll(TuningTargets.species(targets.heldOut()));
        Set<String> unseen = TuningTargets.species(targets.test());
        unseen.removeAll(optimised);
        return new TuningSystems(
                targets,
                optimised.stream().map(known::get).toList(),
                unseen.stream().map(known::get).toList(),
                List.of());
    }

    /** The same, with molecules whose densities are watched. */
    private TuningSystems watching(List<NamedMolecule> watched) throws TaskFailure {
        Map<String, NamedMolecule> all = new LinkedHashMap<>();
        optimised.forEach(each -> all.put(each.name(), each));
        for (NamedMolecule each : watched) {
            NamedMolecule same = all.putIfAbsent(each.name(), each);
            if (same != null && !same.equals(each)) {
                throw new TaskFailure("two molecules are called " + each.name());
            }
        }
        return new TuningSystems(
                targets,
                List.copyOf(all.values()),
                unseen,
                watched.stream().map(NamedMolecule::name).distinct().toList());
    }
}
