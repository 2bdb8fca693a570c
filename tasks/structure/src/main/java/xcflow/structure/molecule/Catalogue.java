package xcflow.structure.molecule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.Element;
import xcflow.spi.EditDistance;

/**
 * The molecules that have a name: those of W4-11, some more of experiment, the atoms, and behind
 * the name of their set those of BH76.
 */
final class Catalogue {
    static final Catalogue INSTANCE = new Catalogue();

    private static final Pattern FORMULA_PART = Pattern.compile("([A-Z][a-z]?)(\\d{0,6})");

    private static final Map<String, String> COMMON_NAMES =
            Map.ofEntries(
                    Map.entry("hydrogen", "h2"),
                    Map.entry("water", "h2o"),
                    Map.entry("ammonia", "nh3"),
                    Map.entry("methane", "ch4"),
                    Map.entry("ethane", "c2h6"),
                    Map.entry("ethene", "c2h4"),
                    Map.entry("ethylene", "c2h4"),
                    Map.entry("ethyne", "c2h2"),
                    Map.entry("acetylene", "c2h2"),
                    Map.entry("formaldehyde", "h2co"),
                    Map.entry("hydrazine", "n2h4"),
                    Map.entry("nitrogen", "n2"),
                    Map.entry("oxygen", "o2"),
                    Map.entry("fluorine", "f2"),
                    Map.entry("ozone", "o3"),
                    Map.entry("silane", "sih4"),
                    Map.entry("phosphine", "ph3"),
                    Map.entry("diborane", "b2h6"));

    /** Unpaired electrons of the ground states of the neutral atoms H to Xe. */
    private static final String ATOMIC_UNPAIRED =
            "10" + "10123210" + "10123210" + "101236543210123210" + "101256543010123210";

    private final Map<String, Molecule> molecules = new LinkedHashMap<>();

    /** By their full names in lower case; geometries of their own, so no formula finds them. */
    private final Map<String, Molecule> ofSets = new LinkedHashMap<>();

    private Catalogue() {
        read("w4-11.json", "", molecules);
        read("more-molecules.json", "", molecules);
        read("bh76.json", "bh76.", ofSets);
    }

    Map<String, Molecule> all() {
        return Collections.unmodifiableMap(molecules);
    }

    Molecule find(String name) {
        String trimmed = name.strip();
        Optional<Element> element = Element.ofSymbol(trimmed);
        boolean spelledAsElement = element.isPresent() && element.get().symbol().equals(trimmed);
        String key = trimmed.toLowerCase(Locale.ROOT);
        key = COMMON_NAMES.getOrDefault(key, key);
        if (!spelledAsElement && molecules.containsKey(key)) {
            return molecules.get(key);
        }
        if (ofSets.containsKey(key)) {
            return ofSets.get(key);
        }
        if (element.isPresent()) {
            return atom(element.get());
        }
        return byFormula(trimmed).orElseThrow(() -> new MoleculeException(unknown(trimmed)));
    }

    private static Molecule atom(Element element) {
        if (element.number() > ATOMIC_UNPAIRED.length()) {
            throw new MoleculeException(
                    "the ground state of the atom "
                            + element
                            + " is not tabulated; give it inline with its unpaired electrons");
        }
        int unpaired = ATOMIC_UNPAIRED.charAt(element.number() - 1) - '0';
        return new Molecule(List.of(new Atom(element, 0, 0, 0)), 0, unpaired);
    }

    private Optional<Molecule> byFormula(String text) {
        Map<String, Integer> wanted = composition(text);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        List<String> candidates =
                molecules.entrySet().stream()
                        .filter(entry -> composition(entry.getValue().formula()).equals(wanted))
                        .map(Map.Entry::getKey)
                        .toList();
        if (candidates.size() > 1) {
            throw new MoleculeException(
                    String.format(
                            Locale.ROOT,
                            "the formula %s belongs to several molecules: %s",
                            text,
                            String.join(", ", candidates)));
        }
        return candidates.stream().findFirst().map(molecules::get);
    }

    /** Numbers of atoms in a formula such as CH3OH; empty if it is not a formula. */
    private static Map<String, Integer> composition(String formula) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher matcher = FORMULA_PART.matcher(formula);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end || Element.ofSymbol(matcher.group(1)).isEmpty()) {
                return Map.of();
            }
            end = matcher.end();
            int count = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
            counts.merge(matcher.group(1), count, Integer::sum);
        }
        return end == formula.length() ? counts : Map.of();
    }

    private String unknown(String name) {
        List<String> names = new ArrayList<>(molecules.keySet());
        names.addAll(COMMON_NAMES.keySet());
        names.addAll(ofSets.keySet());
        List<String> near =
                names.stream()
                        .sorted(
                                Comparator.<String>comparingInt(
                                                other -> EditDistance.between(name, other))
                                        .thenComparing(Comparator.naturalOrder()))
                        .limit(3)
                        .toList();
        return String.format(
                Locale.ROOT,
                "there is no molecule named '%s' (did you mean %s?); or give an XYZ file or atoms inline",
                name,
                String.join(", ", near));
    }

    private static void read(String resource, String prefix, Map<String, Molecule> all) {
        try (InputStream in =
                Catalogue.class.getResourceAsStream("/xcflow/structure/molecule/" + resource)) {
            JsonNode systems = JsonMapper.builder().build().readTree(in).get("systems");
            for (String name : systems.propertyNames()) {
                String key = prefix.isEmpty() ? name : prefix + name.toLowerCase(Locale.ROOT);
                all.putIfAbsent(key, molecule(systems.get(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Molecule molecule(JsonNode system) {
        List<Atom> atoms = new ArrayList<>();
        for (JsonNode atom : system.get("atoms")) {
            atoms.add(
                    Atom.angstrom(
                            Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                            atom.get(1).asDouble(),
                            atom.get(2).asDouble(),
                            atom.get(3).asDouble()));
        }
        return new Molecule(
                atoms, system.get("charge").asInt(), system.get("unpaired_electrons").asInt());
    }
}
