package xcflow.experiments.validate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.Reaction;
import xcflow.spi.Describe;

/** The energy of one reaction with a functional and with its reference. */
public record ReactionComparison(
        @Describe("The reaction.") String reaction,
        @Describe("The set that it belongs to.") Optional<String> set,
        @Describe(value = "Reaction energy; none if a species is missing.", unit = "kcal/mol")
                Optional<Double> energy,
        @Describe(value = "Reaction energy with the reference.", unit = "kcal/mol")
                Optional<Double> referenceEnergy,
        @Describe(value = "Difference of the two.", unit = "kcal/mol") Optional<Double> error,
        @Describe(value = "Reference value that was given.", unit = "kcal/mol")
                Optional<Double> wanted,
        @Describe(value = "Energy minus the given value.", unit = "kcal/mol")
                Optional<Double> deviation,
        @Describe(value = "Energy with the reference minus the given value.", unit = "kcal/mol")
                Optional<Double> referenceDeviation) {

    /**
     * All of a list.
     *
     * @param energies hartree; NaN where something failed
     * @param references the same with the reference
     */
    static List<ReactionComparison> of(
            List<Reaction> reactions,
            Map<String, Double> energies,
            Map<String, Double> references) {
        return reactions.stream().map(r -> of(r, energies, references)).toList();
    }

    private static ReactionComparison of(
            Reaction reaction, Map<String, Double> energies, Map<String, Double> references) {
        Optional<Double> energy = reaction.kcal(energies);
        Optional<Double> reference = reaction.kcal(references);
        return new ReactionComparison(
                reaction.name(),
                Optional.of(reaction.set()).filter(set -> !set.isEmpty()),
                energy,
                reference,
                energy.flatMap(e -> reference.map(r -> e - r)),
                reaction.wanted(),
                reaction.deviation(energies),
                reaction.deviation(references));
    }
}
