package xcflow.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.gaussian.molecule.AtomizationEnergies;
import xcflow.gaussian.molecule.Molecules;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.spi.TaskFailure;

/** The energies that a fine-tuning works towards or watches. */
final class TuningTargets {
    private TuningTargets() {}

    /**
     * The given targets, or else the atomization energies of W4-11 for all molecules.
     *
     * @param known names of all molecules and of their atoms
     * @throws TaskFailure if a target names another species, or W4-11 does not have a molecule
     */
    static List<EnergyTarget> of(
            List<EnergyTarget> given,
            List<NamedMolecule> train,
            List<NamedMolecule> heldOut,
            Set<String> known)
            throws TaskFailure {
        for (EnergyTarget target : given) {
            for (String species : target.coefficients().keySet()) {
                if (!known.contains(species)) {
                    throw new TaskFailure(
                            "the target '"
                                    + target.name()
                                    + "' names "
                                    + species
                                    + ", which is neither in 'train' nor in 'held-out'");
                }
            }
        }
        if (!given.isEmpty()) {
            return given;
        }
        List<EnergyTarget> targets = new ArrayList<>();
        for (List<NamedMolecule> molecules : List.of(train, heldOut)) {
            for (NamedMolecule molecule : molecules) {
                if (!molecule.isAtom()) {
                    targets.add(atomization(molecule));
                }
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
        return new EnergyTarget(molecule.name(), coefficients, energy);
    }

    /** Whether all species of a target are among the molecules to train on, or are atoms. */
    static boolean trained(EnergyTarget target, List<NamedMolecule> train) {
        return target.coefficients().keySet().stream()
                .allMatch(
                        species ->
                                train.stream().anyMatch(m -> m.name().equals(species))
                                        || Element.ofSymbol(species)
                                                .filter(e -> e.symbol().equals(species))
                                                .isPresent());
    }
}
