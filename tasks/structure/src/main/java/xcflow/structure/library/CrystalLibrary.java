package xcflow.structure.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The crystals that are known by name. */
public final class CrystalLibrary {
    private final List<LibraryCrystal> crystals;

    private CrystalLibrary(List<LibraryCrystal> crystals) {
        this.crystals = List.copyOf(crystals);
    }

    /** The bundled library. */
    public static CrystalLibrary bundled() {
        JsonNode curves = read("pbe-all-electron-eos.json").get("equations_of_state");
        List<LibraryCrystal> crystals = new ArrayList<>();
        JsonNode library = read("crystals.json");
        for (JsonNode node : library.get("crystals")) {
            crystals.add(crystal(node, library.get("sources"), curves));
        }
        return new CrystalLibrary(crystals);
    }

    /** All crystals in the order of the library: by family. */
    public List<LibraryCrystal> crystals() {
        return crystals;
    }

    /** Crystal of a name, in any case. */
    public Optional<LibraryCrystal> find(String name) {
        return crystals.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    }

    private static LibraryCrystal crystal(JsonNode node, JsonNode sources, JsonNode curves) {
        Optional<LibraryCrystal.RecommendedSmearing> smearing =
                node.has("smearing")
                        ? Optional.of(
                                new LibraryCrystal.RecommendedSmearing(
                                        node.at("/smearing/kind").asString(),
                                        node.at("/smearing/width").asDouble()))
                        : Optional.empty();
        Optional<LibraryCrystal.PublishedCurve> allElectron =
                node.has("allElectron")
                        ? Optional.of(curve(curves.get(node.get("allElectron").asString())))
                        : Optional.empty();
        Optional<LibraryCrystal.PublishedCurve> gth =
                node.has("gth") ? Optional.of(curve(node.get("gth"))) : Optional.empty();
        return new LibraryCrystal(
                node.get("name").asString(),
                node.get("family").asString(),
                node.get("prototype").asString(),
                strings(node.get("elements")),
                node.get("a").asDouble(),
                node.path("c").asDouble(0),
                node.path("z").asDouble(0),
                sources.get(node.get("source").asString()).asString(),
                strings(node.get("pseudopotentials")),
                node.get("cutoff").asDouble(),
                node.get("kpoints").valueStream().map(JsonNode::asInt).toList(),
                smearing,
                allElectron,
                gth,
                node.path("note").asString(""));
    }

    private static LibraryCrystal.PublishedCurve curve(JsonNode curve) {
        return new LibraryCrystal.PublishedCurve(
                curve.get("volume_per_atom_angstrom3").asDouble(),
                curve.get("bulk_modulus_gpa").asDouble(),
                curve.get("bulk_modulus_derivative").asDouble());
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode read(String resource) {
        try (InputStream in = CrystalLibrary.class.getResourceAsStream(resource)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
