package xcflow.experiments.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.Reaction;
import xcflow.spi.Describe;

/** The energy of one reaction. */
public record ReactionEnergy(
        @Describe("The reaction.") String reaction,
        @Describe("The set that it belongs to.") Optional<String> set,
        @Describe(value = "Reaction energy; none if a system is missing.", unit = "kcal/mol")
                Optional<Double> energy,
        @Describe(value = "Reference value.", unit = "kcal/mol") Optional<Double> wanted,
        @Describe(value = "Energy minus reference value.", unit = "kcal/mol")
                Optional<Double> error,
        @Describe("Systems that have no energy.") List<String> missing) {

    /**
     * All of a list.
     *
     * @param energies hartree; absent or NaN where something failed
     */
    public static List<ReactionEnergy> of(List<Reaction> reactions, Map<String, Double> energies) {
        return reactions.stream()
                .map(
                        reaction ->
                                new ReactionEnergy(
                                        reaction.name(),
                                        Optional.of(reaction.set()).filter(s -> !s.isEmpty()),
                                        reaction.kcal(energies),
                                        reaction.wanted(),
                                        reaction.deviation(energies),
                                        reaction.missing(energies)))
                .toList();
    }
}
