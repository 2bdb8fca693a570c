package xcflow.experiments.input;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.spi.TaskFailure;

/**
 * A chemical reaction.
 *
 * @param text as it was written, such as {@code N2 + 3 H2 -> 2 NH3}
 * @param coefficients by species: negative for what is used up
 */
public record Reaction(String text, Map<String, Integer> coefficients) {
    private static final Pattern TERM = Pattern.compile("(?:(\\d+)\\s*\\*?\\s+)?(\\S+)");

    /**
     * @throws TaskFailure if it is not written as {@code A + 2 B -> C}
     */
    public static Reaction parse(String text) throws TaskFailure {
        String[] sides = text.split("->|→", -1);
        if (sides.length != 2) {
            throw new TaskFailure("'" + text + "' is not a reaction such as N2 + 3 H2 -> 2 NH3");
        }
        Map<String, Integer> coefficients = new LinkedHashMap<>();
        for (int side = 0; side < 2; side++) {
            for (String term : sides[side].split("\\s\\+\\s")) {
                Matcher matcher = TERM.matcher(term.strip());
                if (!matcher.matches()) {
                    throw new TaskFailure(
                            "'" + term.strip() + "' in '" + text + "' is not a species");
                }
                int count = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
                coefficients.merge(matcher.group(2), side == 0 ? -count : count, Integer::sum);
            }
        }
        return new Reaction(text, coefficients);
    }

    /** Energy of the products minus that of the reactants. */
    public double energy(Map<String, Double> energies) {
        double sum = 0;
        for (var entry : coefficients.entrySet()) {
            sum += entry.getValue() * energies.getOrDefault(entry.getKey(), Double.NaN);
        }
        return sum;
    }
}
