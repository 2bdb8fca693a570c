package xcflow.foreign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.functional.Functionals;
import xcflow.numerics.Element;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Energies that PySCF gave when it was called directly, through the protocol. */
class ReferenceMoleculesTest {

    @TestFactory
    List<DynamicTest> pyscfGivesTheSameThroughTheProtocol() throws Exception {
        Engine engine = PySCF.engine();
        JsonNode all;
        try (InputStream in = getClass().getResourceAsStream("reference-molecules.json")) {
            all = JsonMapper.shared().readTree(in);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : all.get("entries")) {
            String name =
                    entry.get("system").asString()
                            + " "
                            + entry.get("functional").asString()
                            + " "
                            + entry.get("basis").asString();
            tests.add(DynamicTest.dynamicTest(name, () -> compare(engine, entry)));
        }
        return tests;
    }

    private static void compare(Engine engine, JsonNode entry) throws Exception {
        int unpaired = entry.get("spin_2S").asInt();
        List<Atom> atoms = new ArrayList<>();
        for (JsonNode atom : entry.get("geometry")) {
            JsonNode xyz = atom.get(1);
            atoms.add(
                    new Atom(
                            Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                            xyz.get(0).asDouble(),
                            xyz.get(1).asDouble(),
                            xyz.get(2).asDouble()));
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("basis", entry.get("basis").asString());
        settings.put("grid", entry.get("grid_level").asInt());
        settings.put("energy-tolerance", 1e-10);
        if (entry.has("fixed_symmetry_occupation")) {
            settings.put("symmetry", entry.get("fixed_symmetry_occupation").get(0).asString());
            settings.put(
                    "irreps",
                    JsonMapper.shared()
                            .treeToValue(entry.get("fixed_symmetry_occupation").get(1), Map.class));
        }
        Structure molecule =
                new Structure.OfMolecule(
                        entry.get("system").asString(), new Molecule(atoms, 0, unpaired));
        try (Prepared prepared =
                engine.prepare(
                        molecule,
                        PlainSettings.of(engine, settings),
                        new Resources(1, InputFiles.NONE))) {
            Solution solution =
                    prepared.solve(
                            Functionals.named(entry.get("functional").asString()),
                            Optional.empty(),
                            Watch.SILENT);
            double spin = unpaired / 2.0;
            assertThat(solution.spinSquared()).isCloseTo(spin * (spin + 1), within(0.02));
            assertThat(solution.energy()).isCloseTo(entry.get("E_tot").asDouble(), within(1e-8));
        }
    }
}
