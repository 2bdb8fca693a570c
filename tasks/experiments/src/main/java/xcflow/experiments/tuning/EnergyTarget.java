package xcflow.experiments.tuning;

import java.util.Map;
import xcflow.spi.Describe;

/** An energy that a functional ought to give. */
public record EnergyTarget(
        @Describe("Name for tables and plots.") String name,
        @Describe("Coefficient of each molecule's or atom's total energy.")
                Map<String, Double> coefficients,
        @Describe(value = "Energy.", unit = "kcal/mol") double energy) {}
