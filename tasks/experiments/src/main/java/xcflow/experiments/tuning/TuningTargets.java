package xcflow.experiments.tuning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.tuning.FineTuneTask.Purpose;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.numerics.Constants;
import xcflow.spi.TaskFailure;
import xcflow.structure.molecule.AtomizationEnergies;
import xcflow.structure.molecule.Molecules;

/**
 * The energies that a fine-tuning works towards, chooses its result by, and is judged by.
 *
 * @param train those that are optimised for
 * @param heldOut those that choose the iteration that is kept
 * @param test those that have no influence at all
 */
record TuningTargets(
        List<EnergyTarget> train, List<EnergyTarget> heldOut, List<EnergyTarget> test) {

    /** The set of the atomization energies. */
    static final String W411 = "W4-11";

    /**
     * The atomization energies of W4-11 for all molecules; there may be none.
     *
     * @throws TaskFailure if W4-11 does not have one of the molecules
     */
    static TuningTargets ofMolecules(
            List<NamedMolecule> train, List<NamedMolecule> heldOut, List<NamedMolecule> test)
            throws TaskFailure {
        return new TuningTargets(atomization(train), atomization(heldOut), atomization(test));
    }

    /**
     * The atomization energies of W4-11 for all molecules.
     *
     * @throws TaskFailure if W4-11 does not have one of the molecules, or there is nothing to train
     */
    static TuningTargets atomization(
            List<NamedMolecule> train, List<NamedMolecule> heldOut, List<NamedMolecule> test)
            throws TaskFailure {
        return checked(ofMolecules(train, heldOut, test));
    }

    /**
     * Given energies. A target all of whose species are atoms or in {@code train} is trained on; of
     * the others one that also has species of {@code heldOut} is held out, and one with any species
     * of {@code test} is for the test.
     *
     * @throws TaskFailure if a target names another species, or there is nothing to train on
     */
    static TuningTargets given(
            List<EnergyTarget> targets,
            List<NamedMolecule> train,
            List<NamedMolecule> heldOut,
            List<NamedMolecule> test)
            throws TaskFailure {
        Set<String> trained = names(train);
        NamedMolecule.atomsOf(join(train, heldOut, test)).forEach(a -> trained.add(a.name()));
        Set<String> watched = new LinkedHashSet<>(trained);
        watched.addAll(names(heldOut));
        Set<String> known = new LinkedHashSet<>(watched);
        known.addAll(names(test));
        TuningTargets sorted =
                new TuningTargets(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (EnergyTarget target : targets) {
            Set<String> species = target.coefficients().keySet();
            for (String name : species) {
                if (!known.contains(name)) {
                    throw new TaskFailure(
                            "the target '"
                                    + target.name()
                                    + "' names "
                                    + name
                                    + ", which is in none of 'train', 'held-out' and 'test'");
                }
            }
            if (trained.containsAll(species)) {
                sorted.train.add(target);
            } else if (watched.containsAll(species)) {
                sorted.heldOut.add(target);
            } else {
                sorted.test.add(target);
            }
        }
        return checked(sorted);
    }

    /**
     * Given energies, each with its purpose, and the atomization energies of W4-11 of all molecules
     * of the lists.
     *
     * @param weights by name of the set; 1 for others
     * @throws TaskFailure if some have no purpose, a weight is none or belongs to no set, or there
     *     is nothing to train on
     */
    static TuningTargets told(
            List<EnergyTarget> targets, TuningTargets ofMolecules, Map<String, Double> weights)
            throws TaskFailure {
        TuningTargets all =
                new TuningTargets(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        ofMolecules.train.forEach(t -> all.train.add(t.with(Purpose.TRAIN, 1)));
        ofMolecules.heldOut.forEach(t -> all.heldOut.add(t.with(Purpose.HELD_OUT, 1)));
        ofMolecules.test.forEach(t -> all.test.add(t.with(Purpose.TEST, 1)));
        for (EnergyTarget target : targets) {
            Purpose purpose =
                    target.purpose()
                            .orElseThrow(
                                    () ->
                                            new TaskFailure(
                                                    "the target '"
                                                            + target.name()
                                                            + "' has no purpose, but others have"
                                                            + " one: say it of all or of none"));
            all.of(purpose).add(target);
        }
        return checked(all.weighted(weights));
    }

    private TuningTargets weighted(Map<String, Double> weights) throws TaskFailure {
        Set<String> sets = new LinkedHashSet<>();
        all().forEach(target -> sets.add(target.setName()));
        for (var weight : weights.entrySet()) {
            if (!sets.contains(weight.getKey())) {
                throw new TaskFailure(
                        "a weight is given for '"
                                + weight.getKey()
                                + "', but the sets of the targets are "
                                + String.join(", ", sets));
            }
            if (!(weight.getValue() >= 0 && Double.isFinite(weight.getValue()))) {
                throw new TaskFailure(
                        "the weight of "
                                + weight.getKey()
                                + " is "
                                + weight.getValue()
                                + ", not a number of at least 0");
            }
        }
        return new TuningTargets(
                train.stream()
                        .map(t -> t.with(Purpose.TRAIN, weights.getOrDefault(t.setName(), 1.0)))
                        .toList(),
                heldOut,
                test);
    }

    /** Those of one purpose. */
    List<EnergyTarget> of(Purpose purpose) {
        return switch (purpose) {
            case TRAIN -> train;
            case HELD_OUT -> heldOut;
            case TEST -> test;
        };
    }

    /** All of them. */
    List<EnergyTarget> all() {
        return Stream.of(train, heldOut, test).flatMap(List::stream).toList();
    }

    /** Names of all species that some targets need. */
    static Set<String> species(List<EnergyTarget> targets) {
        Set<String> species = new LinkedHashSet<>();
        targets.forEach(target -> species.addAll(target.coefficients().keySet()));
        return species;
    }

    /**
     * @throws TaskFailure if a molecule is in two of the lists, because then nothing is unseen
     */
    static void refuseOverlap(
            List<NamedMolecule> train, List<NamedMolecule> heldOut, List<NamedMolecule> test)
            throws TaskFailure {
        Set<String> seen = new LinkedHashSet<>();
        for (NamedMolecule molecule : join(train, heldOut, test)) {
            if (!molecule.isAtom() && !seen.add(molecule.name())) {
                throw new TaskFailure(
                        molecule.name()
                                + " occurs twice in 'train', 'held-out' and 'test'; each molecule"
                                + " has one purpose");
            }
        }
    }

    private static TuningTargets checked(TuningTargets targets) throws TaskFailure {
        if (targets.train.isEmpty()) {
            throw new TaskFailure("no target has all its species among the molecules of 'train'");
        }
        return targets;
    }

    private static Set<String> names(List<NamedMolecule> molecules) {
        Set<String> names = new LinkedHashSet<>();
        molecules.forEach(molecule -> names.add(molecule.name()));
        return names;
    }

    @SafeVarargs
    static List<NamedMolecule> join(List<NamedMolecule>... lists) {
        List<NamedMolecule> all = new ArrayList<>();
        for (List<NamedMolecule> list : lists) {
            all.addAll(list);
        }
        return all;
    }

    private static List<EnergyTarget> atomization(List<NamedMolecule> molecules)
            throws TaskFailure {
        List<EnergyTarget> targets = new ArrayList<>();
        for (NamedMolecule molecule : molecules) {
            if (!molecule.isAtom()) {
                targets.add(atomization(molecule));
            }
        }
        return targets;
    }

    private static EnergyTarget atomization(NamedMolecule molecule) throws TaskFailure {
        double energy =
                AtomizationEnergies.w411().entrySet().stream()
                        .filter(e -> Molecules.named(e.getKey()).equals(molecule.molecule()))
                        .map(e -> e.getValue() * Constants.HARTREE_IN_KCAL_PER_MOL)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new TaskFailure(
                                                "W4-11 has no atomization energy of "
                                                        + molecule.name()
                                                        + "; give 'targets'"));
        Map<String, Double> coefficients = new LinkedHashMap<>();
        coefficients.put(molecule.name(), -1.0);
        molecule.molecule()
                .atoms()
                .forEach(atom -> coefficients.merge(atom.element().symbol(), 1.0, Double::sum));
        return new EnergyTarget(molecule.name(), coefficients, energy, W411);
    }

    /**
     * Where a functional that was optimised for these targets was trained: where its parent was, if
     * that is known, and where the electrons of the systems are that it was optimised for. Those
     * that only choose the step do not count.
     *
     * @param systems by name: those that converged
     */
    TrainingDomain domain(NeuralFunctional parent, Map<String, TunedSystem.State> systems) {
        Set<String> trained = new TreeSet<>();
        train.stream()
                .map(target -> target.coefficients().keySet())
                .filter(systems.keySet()::containsAll)
                .forEach(trained::addAll);
        return Stream.concat(
                        parent.trainedOn().stream(),
                        trained.stream().map(name -> systems.get(name).domain()))
                .reduce(TrainingDomain::and)
                .orElseThrow();
    }
}
