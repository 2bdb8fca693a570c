package xcflow.structure.benchmark;

import java.util.Map;

/**
 * A reaction of a benchmark set.
 *
 * @param name as a reaction is written, with the names of the systems
 * @param coefficients by name of the system: negative for what is used up
 * @param energy reference value of the sum of coefficient × total energy, kcal/mol
 * @param place file and line where it stands
 */
public record SetReaction(
        String name, Map<String, Double> coefficients, double energy, String place) {}
