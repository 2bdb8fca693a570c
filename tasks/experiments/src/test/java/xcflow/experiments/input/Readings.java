package xcflow.experiments.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.library.CrystalReader;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/**
 * Says how files are read, for {@code test/benchmarks/readers.py}: lines of {@code kind TAB path}
 * on standard input, one JSON object each on standard output. Kinds are molecule, crystal and
 * basis; lengths are in ångström.
 */
public final class Readings {
    private Readings() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonMapper json = JsonMapper.builder().build();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", 2);
            out.println(json.writeValueAsString(reading(parts[0], Path.of(parts[1]))));
        }
    }

    static Map<String, Object> reading(String kind, Path file) {
        try {
            return switch (kind) {
                case "molecule" -> molecule(Molecules.file(file));
                case "crystal" -> crystal(CrystalReader.read(file, file.toString()));
                case "basis" -> basis(BasisSet.file(file, file.toString(), "set"));
                default -> throw new IllegalStateException(kind);
            };
        } catch (IllegalArgumentException e) {
            return Map.of("refused", e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Map.of("broken", e.toString());
        }
    }

    private static Map<String, Object> molecule(Molecule molecule) {
        double unit = Constants.BOHR_IN_ANGSTROM;
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("species", molecule.atoms().stream().map(a -> a.element().symbol()).toList());
        found.put(
                "positions",
                molecule.atoms().stream()
                        .map(a -> List.of(a.x() * unit, a.y() * unit, a.z() * unit))
                        .toList());
        found.put("charge", molecule.charge());
        found.put("unpaired", molecule.unpaired());
        return found;
    }

    private static Map<String, Object> crystal(Crystal crystal) {
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : crystal.lattice().rows()) {
            rows.add(
                    List.of(
                            row[0] * Constants.BOHR_IN_ANGSTROM,
                            row[1] * Constants.BOHR_IN_ANGSTROM,
                            row[2] * Constants.BOHR_IN_ANGSTROM));
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("species", crystal.sites().stream().map(s -> s.element().symbol()).toList());
        found.put("lattice", rows);
        found.put(
                "fractional",
                crystal.sites().stream().map(s -> List.of(s.x(), s.y(), s.z())).toList());
        return found;
    }

    /** Contractions by element, or why an element of the file cannot be used. */
    private static Map<String, Object> basis(BasisSet set) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Element element : set.elements().keySet()) {
            try {
                set.requireCore(element);
                found.put(element.symbol(), set.contractions(element));
            } catch (IllegalArgumentException e) {
                found.put(element.symbol(), e.getMessage());
            }
        }
        return Map.of("basis", found);
    }
}
