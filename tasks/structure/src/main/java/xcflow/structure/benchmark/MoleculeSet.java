package xcflow.structure.benchmark;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xcflow.numerics.text.TextException;
import xcflow.spi.EditDistance;
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
        return keeping(
                reaction ->
                        reaction.coefficients().keySet().stream()
                                .allMatch(system -> systems.get(system).atoms().size() <= atoms));
    }

    /**
     * Some of the reactions, and their systems.
     *
     * @param wanted each is the name of a reaction, or that of a system, such as a transition
     *     state, to which reactions lead: it stands for all of these
     * @throws TextException if one is neither; the message says what is nearest
     */
    public MoleculeSet only(List<String> wanted) {
        for (String name : wanted) {
            if (reactions.stream().noneMatch(reaction -> isMeant(reaction, name))) {
                throw new TextException(
                        "the set "
                                + this.name
                                + " has no reaction '"
                                + name
                                + "', and none that leads to a system of that name; near is "
                                + nearest(name));
            }
        }
        return keeping(reaction -> wanted.stream().anyMatch(name -> isMeant(reaction, name)));
    }

    private static boolean isMeant(SetReaction reaction, String name) {
        return reaction.name().equals(name) || reaction.coefficients().getOrDefault(name, 0.0) > 0;
    }

    private String nearest(String wanted) {
        return reactions.stream()
                .flatMap(
                        reaction ->
                                Stream.concat(
                                        Stream.of(reaction.name()),
                                        reaction.coefficients().keySet().stream()
                                                .filter(system -> isMeant(reaction, system))))
                .distinct()
                .min(
                        Comparator.<String>comparingInt(name -> EditDistance.between(wanted, name))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private MoleculeSet keeping(Predicate<SetReaction> wanted) {
        List<SetReaction> kept = reactions.stream().filter(wanted).toList();
        Set<String> needed =
                kept.stream()
                        .flatMap(reaction -> reaction.coefficients().keySet().stream())
                        .collect(Collectors.toSet());
        Map<String, Molecule> left = new LinkedHashMap<>(systems);
        left.keySet().retainAll(needed);
        return new MoleculeSet(name, left, kept);
    }
}
