package xcflow.structure.molecule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.Constants;

/**
 * Total atomization energies of W4-11: non-relativistic, clamped nuclei, without zero-point energy
 * (A. Karton, S. Daon, J. M. L. Martin, Chem. Phys. Lett. 510, 165 (2011)).
 */
public final class AtomizationEnergies {
    private AtomizationEnergies() {}

    /** Energies in hartree by the name that {@link Molecules#named} knows. */
    public static Map<String, Double> w411() {
        try (InputStream in =
                AtomizationEnergies.class.getResourceAsStream(
                        "/xcflow/structure/molecule/w4-11.json")) {
            JsonNode table =
                    JsonMapper.builder().build().readTree(in).get("total_atomization_energies");
            Map<String, Double> energies = new LinkedHashMap<>();
            for (String name : table.propertyNames()) {
                energies.put(
                        name,
                        table.get(name).get("tae_kcal_per_mol").asDouble()
                                / Constants.HARTREE_IN_KCAL_PER_MOL);
            }
            return Collections.unmodifiableMap(energies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
