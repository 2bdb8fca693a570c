package xcflow.experiments.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.spi.Describe;

/** An energy that a functional ought to give. */
public record EnergyTarget(
        @Describe("Name for tables and plots.") String name,
        @Describe("Coefficient of each molecule's or atom's total energy.")
                Map<String, Double> coefficients,
        @Describe(value = "Energy.", unit = "kcal/mol") double energy,
        @Describe("Set of reactions that it belongs to.") Optional<String> set,
        @Describe("What it is for; said of all targets or of none.")
                Optional<FineTuneTask.Purpose> purpose,
        @Describe(value = "Weight of its squared error in the loss; 1 unless told.", min = 0)
                Optional<Double> weight) {

    /** A target of which nothing but its energy is told. */
    EnergyTarget(String name, Map<String, Double> coefficients, double energy, String set) {
        this(name, coefficients, energy, Optional.of(set), Optional.empty(), Optional.empty());
    }

    /** The same with a purpose that was told, and as much more weight. */
    EnergyTarget with(FineTuneTask.Purpose told, double factor) {
        return new EnergyTarget(
                name,
                coefficients,
                energy,
                set,
                Optional.of(told),
                Optional.of(emphasis() * factor));
    }

    /** Weight of its squared error in the loss. */
    double emphasis() {
        return weight.orElse(1.0);
    }

    /** Name of its set for people. */
    String setName() {
        return set.filter(name -> !name.isBlank()).orElse("targets");
    }

    /** Those whose mean errors count as much as those of others; all where nothing was told. */
    private String group() {
        return purpose.isPresent() ? setName() : "";
    }

    /** Computed minus wanted energy, kcal/mol; NaN if the energy of a species is missing. */
    double deviation(Map<String, Double> energies) {
        double sum = 0;
        for (var entry : coefficients.entrySet()) {
            sum += entry.getValue() * energies.getOrDefault(entry.getKey(), Double.NaN);
        }
        return sum * Constants.HARTREE_IN_KCAL_PER_MOL - energy;
    }

    /** Mean absolute deviation, kcal/mol; 0 without targets. */
    static double meanAbsolute(List<EnergyTarget> targets, Map<String, Double> energies) {
        return targets.stream()
                .mapToDouble(t -> Math.abs(t.deviation(energies)))
                .average()
                .orElse(0);
    }

    /**
     * Mean over the sets of their mean absolute deviations, kcal/mol, so that a small set counts as
     * much as a large one; where no purposes are told, all targets are one set.
     */
    static double meanOfSets(List<EnergyTarget> targets, Map<String, Double> energies) {
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (EnergyTarget target : targets) {
            double[] sum = sums.computeIfAbsent(target.group(), group -> new double[2]);
            sum[0] += Math.abs(target.deviation(energies));
            sum[1]++;
        }
        return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).average().orElse(0);
    }
}
