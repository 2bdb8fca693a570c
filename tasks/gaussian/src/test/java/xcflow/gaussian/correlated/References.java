package xcflow.gaussian.correlated;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.Element;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Reference energies of another program, from resource files that name their origin. */
final class References {
    private References() {}

    record Entry(JsonNode values, Molecule molecule) {
        double number(String name) {
            return values.get(name).asDouble();
        }

        String basis() {
            return values.get("basis").asString();
        }

        boolean restricted() {
            return values.get("method").asString().equals("R");
        }

        @Override
        public String toString() {
            return values.get("system").asString() + "/" + basis();
        }
    }

    static List<Entry> of(String resource) {
        try (InputStream in =
                References.class.getResourceAsStream("/xcflow/gaussian/" + resource)) {
            JsonNode file = JsonMapper.builder().build().readTree(in);
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : file.get("entries")) {
                entries.add(new Entry(entry, molecule(file, entry)));
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Molecule molecule(JsonNode file, JsonNode entry) {
        List<Atom> atoms = new ArrayList<>();
        for (JsonNode atom : file.get("geometries_bohr").get(entry.get("system").asString())) {
            JsonNode position = atom.get(1);
            atoms.add(
                    new Atom(
                            Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                            position.get(0).asDouble(),
                            position.get(1).asDouble(),
                            position.get(2).asDouble()));
        }
        double spinSquared = entry.get("S2").asDouble();
        int unpaired = (int) Math.round(Math.sqrt(1 + 4 * spinSquared) - 1);
        return new Molecule(atoms, 0, unpaired);
    }
}
