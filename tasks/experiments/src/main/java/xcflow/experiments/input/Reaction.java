package xcflow.experiments.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Constants;
import xcflow.spi.TaskFailure;

/**
 * A chemical reaction, or any other sum of total energies: a barrier height, an isomerisation, an
 * ionisation potential.
 *
 * @param name for tables and plots; as the reaction was written, if it has none of its own
 * @param coefficients by species: negative for what is used up
 * @param wanted energy that it ought to have, kcal/mol
 * @param set that it belongs to, such as {@code BH76}; empty if to none
 */
public record Reaction(
        String name, Map<String, Double> coefficients, Optional<Double> wanted, String set) {

    /** What the documentation of a list of reactions says. */
    public static final String SYNTAX =
            "Reactions between the systems by their names: `A + 2 B -> C`, or a map with `reaction`"
                    + " (that text) or `coefficients` (by system, negative for what is used up),"
                    + " and, if wanted, `energy` (reference value in kcal/mol), `name` and `set`.";

    private static final Pattern TERM =
            Pattern.compile("(?:(\\d{1,6}(?:\\.\\d{1,6})?)\\s*\\*?\\s+)?(\\S+)");
    private static final Set<String> KEYS =
            Set.of("reaction", "coefficients", "energy", "name", "set");

    /** All of a list. */
    public static List<Reaction> all(List<?> written) throws TaskFailure {
        List<Reaction> reactions = new ArrayList<>();
        for (Object each : written) {
            reactions.add(of(each));
        }
        return reactions;
    }

    /**
     * @param written text or map, see {@link #SYNTAX}
     * @throws TaskFailure if it is neither
     */
    public static Reaction of(Object written) throws TaskFailure {
        if (written instanceof String text) {
            return parse(text);
        }
        if (!(written instanceof Map<?, ?> map)) {
            throw new TaskFailure(
                    "a reaction is a text such as 'N2 + 3 H2 -> 2 NH3' or a map, not " + written);
        }
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new TaskFailure(
                        "a reaction has no '"
                                + key
                                + "'; it has reaction or coefficients, energy, name and set");
            }
        }
        boolean asText = map.get("reaction") != null;
        if (asText == (map.get("coefficients") != null)) {
            throw new TaskFailure(
                    "a reaction needs either 'reaction' (A + 2 B -> C) or 'coefficients' ({A: -1, B:"
                            + " -2, C: 1})");
        }
        Reaction plain =
                asText
                        ? parse(text(map, "reaction").orElseThrow())
                        : ofCoefficients(map.get("coefficients"));
        return new Reaction(
                text(map, "name").orElse(plain.name),
                plain.coefficients,
                number("energy", map.get("energy")),
                text(map, "set").orElse(""));
    }

    /**
     * @throws TaskFailure if it is not written as {@code A + 2 B -> C}
     */
    public static Reaction parse(String text) throws TaskFailure {
        String[] sides = text.split("->|→", -1);
        if (sides.length != 2) {
            throw new TaskFailure("'" + text + "' is not a reaction such as N2 + 3 H2 -> 2 NH3");
        }
        Map<String, Double> coefficients = new LinkedHashMap<>();
        for (int side = 0; side < 2; side++) {
            for (String term : sides[side].split("\\s\\+\\s")) {
                Matcher matcher = TERM.matcher(term.strip());
                if (!matcher.matches()) {
                    throw new TaskFailure(
                            "'" + term.strip() + "' in '" + text + "' is not a species");
                }
                double count = matcher.group(1) == null ? 1 : Double.parseDouble(matcher.group(1));
                coefficients.merge(matcher.group(2), side == 0 ? -count : count, Double::sum);
            }
        }
        return new Reaction(text, coefficients, Optional.empty(), "");
    }

    private static Reaction ofCoefficients(Object written) throws TaskFailure {
        if (!(written instanceof Map<?, ?> map) || map.isEmpty()) {
            throw new TaskFailure(
                    "the coefficients of a reaction are a map such as {A: -1, B: 1}, not "
                            + written);
        }
        Map<String, Double> coefficients = new LinkedHashMap<>();
        for (var entry : map.entrySet()) {
            String species = String.valueOf(entry.getKey());
            coefficients.put(
                    species,
                    number("coefficient of " + species, entry.getValue())
                            .orElseThrow(() -> new TaskFailure(species + " has no coefficient")));
        }
        return new Reaction(written(coefficients), coefficients, Optional.empty(), "");
    }

    /** The reaction as text. */
    private static String written(Map<String, Double> coefficients) {
        return side(coefficients, -1) + " -> " + side(coefficients, 1);
    }

    private static String side(Map<String, Double> coefficients, int sign) {
        List<String> terms = new ArrayList<>();
        coefficients.forEach(
                (species, coefficient) -> {
                    double count = sign * coefficient;
                    if (count > 0) {
                        String whole = String.valueOf(count).replaceAll("\\.0$", "");
                        terms.add(count == 1 ? species : whole + " " + species);
                    }
                });
        return String.join(" + ", terms);
    }

    private static Optional<String> text(Map<?, ?> map, String key) throws TaskFailure {
        Object value = map.get(key);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw new TaskFailure("the " + key + " of a reaction is a text, not " + value);
    }

    private static Optional<Double> number(String what, Object value) throws TaskFailure {
        if (value == null || value instanceof Number) {
            return Optional.ofNullable((Number) value).map(Number::doubleValue);
        }
        throw new TaskFailure("the " + what + " of a reaction is a number, not " + value);
    }

    /**
     * Refuses a species that is not calculated.
     *
     * @throws TaskFailure with its name
     */
    public void requireKnown(Collection<String> systems) throws TaskFailure {
        for (String species : coefficients.keySet()) {
            if (!systems.contains(species)) {
                throw new TaskFailure(
                        "the reaction '"
                                + name
                                + "' names "
                                + species
                                + ", which is not among the molecules");
            }
        }
    }

    /** Species whose energies are missing. */
    public List<String> missing(Map<String, Double> energies) {
        return coefficients.keySet().stream()
                .filter(name -> !Double.isFinite(energies.getOrDefault(name, Double.NaN)))
                .toList();
    }

    /** Energy of the products minus that of the reactants, in the unit of the energies. */
    public double energy(Map<String, Double> energies) {
        double sum = 0;
        for (var entry : coefficients.entrySet()) {
            sum += entry.getValue() * energies.getOrDefault(entry.getKey(), Double.NaN);
        }
        return sum;
    }

    /**
     * Energy in kcal/mol; none if that of a species is missing.
     *
     * @param energies hartree
     */
    public Optional<Double> kcal(Map<String, Double> energies) {
        double energy = energy(energies) * Constants.HARTREE_IN_KCAL_PER_MOL;
        return Double.isFinite(energy) ? Optional.of(energy) : Optional.empty();
    }

    /** Energy minus the wanted one, kcal/mol; none if there is not both. */
    public Optional<Double> deviation(Map<String, Double> energies) {
        return kcal(energies).flatMap(energy -> wanted.map(value -> energy - value));
    }
}
