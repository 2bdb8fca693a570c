package xcflow.experiments.tuning;

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
        @Describe("Set of reactions that it belongs to, for people.") Optional<String> set) {

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
}
