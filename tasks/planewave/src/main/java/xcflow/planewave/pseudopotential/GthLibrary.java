package xcflow.planewave.pseudopotential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.Element;

/** A bundled set of pseudopotentials by name; names are {@code Element-qValence}. */
public final class GthLibrary {
    /** The set that is used where nothing else is said. */
    public static final String USUAL = "gth-pbe";

    /** The set made for the local density approximation. */
    public static final String LDA = "gth-lda";

    /** The set made for BLYP. */
    public static final String BLYP = "gth-blyp";

    private final String functional;
    private final Map<String, Gth> byName;

    private GthLibrary(String functional, Map<String, Gth> byName) {
        this.functional = functional;
        this.byName = byName;
    }

    /** The bundled set made for PBE. M. Krack, Theor. Chem. Acc. 114, 145 (2005). */
    public static GthLibrary pbe() {
        return Pbe.SET;
    }

    /**
     * A bundled set by its name. That of the local density approximation, {@code gth-lda}, is of C.
     * Hartwigsen, S. Goedecker & J. Hutter, Phys. Rev. B 58, 3641 (1998), and others call it
     * GTH-PADE too.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static GthLibrary bundled(String set) {
        return switch (set) {
            case USUAL -> pbe();
            case LDA -> Lda.SET;
            case BLYP -> Blyp.SET;
            default ->
                    throw new IllegalArgumentException(
                            "there is no set of pseudopotentials '"
                                    + set
                                    + "'; there are "
                                    + String.join(", ", USUAL, LDA, BLYP));
        };
    }

    private static final class Pbe {
        static final GthLibrary SET = resource(USUAL, "PBE");
    }

    private static final class Lda {
        static final GthLibrary SET = resource(LDA, "LDA");
    }

    private static final class Blyp {
        static final GthLibrary SET = resource(BLYP, "BLYP");
    }

    private static GthLibrary resource(String set, String functional) {
        String file = "/xcflow/planewave/" + set + ".json";
        try (InputStream in = GthLibrary.class.getResourceAsStream(file)) {
            Map<String, Gth> byName = new LinkedHashMap<>();
            JsonNode root = JsonMapper.shared().readTree(in);
            for (var entry : root.get("pseudopotentials").properties()) {
                byName.put(entry.getKey(), gth(entry.getKey(), functional, entry.getValue()));
            }
            return new GthLibrary(functional, byName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name such as {@code Si-q4}
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
        boolean understood =
                List.of(valence, symbol + "-" + valence).contains(name)
                        || inFull(symbol, valence, functional).equals(name)
                        || functional.equals("LDA") && inFull(symbol, valence, "PADE").equals(name);
        if (!understood) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is not a GTH pseudopotential of "
                            + symbol
                            + " made for "
                            + functional
                            + "; there are "
                            + namesOf(symbol));
        }
        return named(symbol + "-" + valence);
    }

    /** Whether the set has a pseudopotential of a name such as {@code Si-q4}. */
    boolean contains(String name) {
        return byName.containsKey(name);
    }

    private static String inFull(String symbol, String valence, String functional) {
        return symbol + "-GTH-" + functional + "-" + valence;
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
                                        "there is no pseudopotential for "
                                                + element
                                                + (functional.equals("PBE")
                                                        ? ""
                                                        : " made for " + functional)));
    }

    /** All names, in the order of the library. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Results call those of the usual set by their short names. */
    private static Gth gth(String key, String functional, JsonNode node) {
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
        String symbol = node.get("element").asString();
        String valence = key.substring(symbol.length() + 1);
        return new Gth(
                functional.equals("PBE") ? key : inFull(symbol, valence, functional),
                Element.ofSymbol(symbol).orElseThrow(),
                Optional.of(functional),
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
