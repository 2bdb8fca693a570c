package xcflow.planewave.pseudopotential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.Element;

/** A set of pseudopotentials by name; names are {@code Element-qValence}. */
public final class GthLibrary {
    private final Map<String, Gth> byName;

    private GthLibrary(Map<String, Gth> byName) {
        this.byName = byName;
    }

    /** The bundled set, made for PBE. M. Krack, Theor. Chem. Acc. 114, 145 (2005). */
    public static GthLibrary pbe() {
        return Bundled.PBE;
    }

    private static final class Bundled {
        static final GthLibrary PBE = read();

        private static GthLibrary read() {
            try (InputStream in =
                    GthLibrary.class.getResourceAsStream("/xcflow/planewave/gth-pbe.json")) {
                return parse(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Reads a library in the format of the bundled one. */
    public static GthLibrary parse(InputStream json) {
        Map<String, Gth> byName = new LinkedHashMap<>();
        JsonNode root = JsonMapper.shared().readTree(json);
        root.get("pseudopotentials")
                .properties()
                .forEach(
                        entry -> byName.put(entry.getKey(), gth(entry.getKey(), entry.getValue())));
        return new GthLibrary(byName);
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    public Gth named(String name) {
        Gth found = byName.get(name);
        if (found == null) {
            String element = name.replaceAll("-.*", "");
            throw new IllegalArgumentException(
                    "unknown pseudopotential '"
                            + name
                            + "'; there are for "
                            + element
                            + ": "
                            + namesOf(element));
        }
        return found;
    }

    /**
     * The pseudopotential that a name means for an element: {@code q4}, {@code Si-q4} and {@code
     * Si-GTH-PBE-q4} are the same one of silicon.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is of another element
     *     or made for another functional
     */
    public Gth named(Element element, String name) {
        String symbol = element.symbol();
        String valence = name.substring(name.lastIndexOf('-') + 1);
        if (!List.of(valence, symbol + "-" + valence, symbol + "-GTH-PBE-" + valence)
                .contains(name)) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is not a GTH pseudopotential of "
                            + symbol
                            + " made for PBE; there are "
                            + namesOf(symbol));
        }
        return named(symbol + "-" + valence);
    }

    private List<String> namesOf(String symbol) {
        return byName.keySet().stream().filter(key -> key.startsWith(symbol + "-")).toList();
    }

    /**
     * The default of an element: the first of the library, which has the fewest electrons that give
     * usual chemistry.
     *
     * @throws IllegalArgumentException if the element has none
     */
    public Gth of(Element element) {
        return byName.values().stream()
                .filter(gth -> gth.element().equals(element))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no pseudopotential for " + element));
    }

    /** All names, in the order of the library. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static Gth gth(String name, JsonNode node) {
        List<Gth.Channel> channels = new ArrayList<>();
        for (JsonNode projector : node.get("projectors")) {
            List<List<Double>> coupling = new ArrayList<>();
            for (JsonNode row : projector.get("h")) {
                coupling.add(numbers(row));
            }
            if (!coupling.isEmpty()) {
                channels.add(
                        new Gth.Channel(
                                projector.get("l").asInt(),
                                projector.get("r").asDouble(),
                                coupling));
            }
        }
        return new Gth(
                name,
                Element.ofSymbol(node.get("element").asString()).orElseThrow(),
                node.get("valence_electrons").asInt(),
                numbers(node.get("occupation_by_l")).stream().map(Double::intValue).toList(),
                node.get("r_loc").asDouble(),
                numbers(node.get("c_loc")),
                channels);
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }
}
