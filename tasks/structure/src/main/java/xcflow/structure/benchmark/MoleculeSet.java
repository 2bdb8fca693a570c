package xcflow.structure.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.structure.molecule.Molecule;

/**
 * A benchmark set.
 *
 * @param name of its folder
 * @param systems by name, those that a reaction needs, in the order in which they are needed
 * @param reactions in the order of the file
 */
public record MoleculeSet(String name, Map<String, Molecule> systems, List<SetReaction> reactions) {

    /** The reactions all of whose systems have at most so many atoms, and their systems. */
    public MoleculeSet upTo(int atoms) {
        List<SetReaction> kept =
                reactions.stream()
                        .filter(
                                reaction ->
                                        reaction.coefficients().keySet().stream()
                                                .allMatch(
                                                        system ->
                                                                systems.get(system).atoms().size()
                                                                        <= atoms))
                        .toList();
        Set<String> needed =
                kept.stream()
                        .flatMap(reaction -> reaction.coefficients().keySet().stream())
                        .collect(Collectors.toSet());
        Map<String, Molecule> left = new LinkedHashMap<>(systems);
        left.keySet().retainAll(needed);
        return new MoleculeSet(name, left, kept);
    }
}
