package xcflow.planewave.pseudopotential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.numerics.Element;

/**
 * Which pseudopotential stands for each element.
 *
 * @param set bundled one
 * @param names of the set, by element's symbol, where the default of an element is not wanted
 * @param given pseudopotentials from elsewhere, by element's symbol; they come before those of the
 *     set
 */
public record Pseudopotentials(GthLibrary set, Map<String, String> names, Map<String, Gth> given) {

    /**
     * @throws IllegalArgumentException if there is no such element, or no pseudopotential of a name
     */
    public Pseudopotentials {
        names = Map.copyOf(names);
        given = Map.copyOf(given);
        for (Map.Entry<String, String> each : names.entrySet()) {
            set.named(element(each.getKey()), each.getValue());
        }
    }

    /** Of the usual set. */
    public static Pseudopotentials named(Map<String, String> names) {
        return new Pseudopotentials(GthLibrary.pbe(), names, Map.of());
    }

    /**
     * The element of a symbol that somebody gave a pseudopotential for.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Element element(String symbol) {
        return Element.ofSymbol(symbol)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a pseudopotential for '"
                                                + symbol
                                                + "', which is not an element"));
    }

    /**
     * @throws IllegalArgumentException if the element has none
     */
    public Gth of(Element element) {
        Gth own = given.get(element.symbol());
        if (own != null) {
            return own;
        }
        String name = names.get(element.symbol());
        return name == null ? set.of(element) : set.named(element, name);
    }

    /** Those of several atoms. */
    public List<Gth> of(List<Element> elements) {
        return elements.stream().map(this::of).toList();
    }

    /**
     * The same with recommended names for elements about which nothing was said, as far as the set
     * has them: recommendations are made for the usual one.
     */
    public Pseudopotentials or(Map<String, String> recommended) {
        Map<String, String> all = new LinkedHashMap<>();
        recommended.forEach(
                (symbol, name) -> {
                    if (!given.containsKey(symbol) && set.contains(name)) {
                        all.put(symbol, name);
                    }
                });
        all.putAll(names);
        return new Pseudopotentials(set, all, given);
    }

    /** Whether all are of the usual set. */
    public boolean usual() {
        return set == GthLibrary.pbe() && given.isEmpty();
    }
}
