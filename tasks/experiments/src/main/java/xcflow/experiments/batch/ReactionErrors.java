package xcflow.experiments.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.input.Reaction;
import xcflow.spi.Describe;

/** How far the reaction energies of a set are from their reference values. */
public record ReactionErrors(
        @Describe("The set; of reactions without one, `reactions`.") String set,
        @Describe("Number of reactions in the means.") int count,
        @Describe(value = "Mean error.", unit = "kcal/mol") Optional<Double> mean,
        @Describe(value = "Mean absolute error.", unit = "kcal/mol") Optional<Double> meanAbsolute,
        @Describe(value = "Root of the mean square error.", unit = "kcal/mol") Optional<Double> rms,
        @Describe(value = "Greatest absolute error.", unit = "kcal/mol") Optional<Double> max,
        @Describe("Reactions that have a reference value but no energy, which are left out.")
                List<String> missing) {

    private static final String NO_SET = "reactions";

    /**
     * Errors of the reactions that have reference values, set by set in the order of occurrence.
     *
     * @param energies hartree; absent or NaN where something failed
     */
    public static List<ReactionErrors> of(List<Reaction> reactions, Map<String, Double> energies) {
        Map<String, List<Reaction>> sets = new LinkedHashMap<>();
        for (Reaction reaction : reactions) {
            if (reaction.wanted().isPresent()) {
                String set = reaction.set().isEmpty() ? NO_SET : reaction.set();
                sets.computeIfAbsent(set, s -> new ArrayList<>()).add(reaction);
            }
        }
        List<ReactionErrors> all = new ArrayList<>();
        sets.forEach((set, members) -> all.add(of(set, members, energies)));
        return all;
    }

    private static ReactionErrors of(
            String set, List<Reaction> reactions, Map<String, Double> energies) {
        List<String> missing = new ArrayList<>();
        double sum = 0;
        double absolute = 0;
        double squares = 0;
        double greatest = 0;
        int count = 0;
        for (Reaction reaction : reactions) {
            Optional<Double> error = reaction.deviation(energies);
            if (error.isEmpty()) {
                missing.add(reaction.name());
                continue;
            }
            double value = error.get();
            count++;
            sum += value;
            absolute += Math.abs(value);
            squares += value * value;
            greatest = Math.max(greatest, Math.abs(value));
        }
        return count == 0
                ? new ReactionErrors(
                        set,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        missing)
                : new ReactionErrors(
                        set,
                        count,
                        Optional.of(sum / count),
                        Optional.of(absolute / count),
                        Optional.of(Math.sqrt(squares / count)),
                        Optional.of(greatest),
                        missing);
    }
}
