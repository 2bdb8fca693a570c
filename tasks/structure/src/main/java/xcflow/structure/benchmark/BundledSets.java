package xcflow.structure.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.text.TextException;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/**
 * Benchmark sets that are there without a folder: BH76, barrier heights of 38 reactions in both
 * directions (Y. Zhao, B. J. Lynch, D. G. Truhlar, J. Phys. Chem. A 108, 2715 (2004); Y. Zhao, N.
 * González-García, D. G. Truhlar, J. Phys. Chem. A 109, 2012 (2005)) with reference values at the
 * level W2-F12 (L. Goerigk et al., Phys. Chem. Chem. Phys. 19, 32184 (2017)).
 */
public final class BundledSets {
    /** Their names. */
    public static final List<String> NAMES = List.of("BH76");

    private BundledSets() {}

    /**
     * The sets. Their systems have names within the set, {@code hclhts}; {@link Molecules#named}
     * knows them behind the name of the set, {@code BH76.hclhts}.
     *
     * @param wanted names of sets; empty: all
     * @throws TextException if there is none of that name
     */
    public static List<MoleculeSet> read(List<String> wanted) {
        for (String name : wanted) {
            if (!NAMES.contains(name)) {
                throw new TextException(
                        "no set '"
                                + name
                                + "' is bundled, only "
                                + String.join(", ", NAMES)
                                + "; give the folder that has it");
            }
        }
        return NAMES.stream()
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
                .map(BundledSets::read)
                .toList();
    }

    private static MoleculeSet read(String set) {
        Map<String, Molecule> systems = new LinkedHashMap<>();
        List<SetReaction> reactions = new ArrayList<>();
        try (InputStream in =
                BundledSets.class.getResourceAsStream("/xcflow/structure/molecule/bh76.json")) {
            JsonNode content = JsonMapper.builder().build().readTree(in);
            for (JsonNode each : content.get("reactions")) {
                Map<String, Double> coefficients = new LinkedHashMap<>();
                JsonNode given = each.get("coefficients");
                for (String system : given.propertyNames()) {
                    coefficients.put(system, given.get(system).asDouble());
                    systems.computeIfAbsent(system, name -> Molecules.named(set + "." + name));
                }
                reactions.add(
                        new SetReaction(
                                ReactionText.written(coefficients),
                                coefficients,
                                each.get("barrier").asDouble(),
                                set + ", reaction " + (reactions.size() + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MoleculeSet(set, systems, reactions);
    }
}
