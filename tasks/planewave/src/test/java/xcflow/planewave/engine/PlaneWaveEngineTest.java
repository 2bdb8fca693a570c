package xcflow.planewave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.engine.Engine;
import xcflow.engine.EngineContract;
import xcflow.engine.Engines;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Watch;
import xcflow.structure.Structure;
import xcflow.structure.library.CrystalLibrary;

/** The plane-wave engine keeps the contract. */
class PlaneWaveEngineTest extends EngineContract {

    @Override
    protected String engineName() {
        return "planewave";
    }

    @Override
    protected Map<String, ?> quickSettings() {
        return Map.of(
                "cutoff", 8,
                "kpoints", List.of(2, 2, 2),
                "box", Map.of("edge", 9, "cutoff", 12));
    }

    @Override
    protected Structure closedShell() {
        var entry = CrystalLibrary.bundled().find("Si").orElseThrow();
        return new Structure.OfCrystal("Si", entry.crystal(), Optional.of(entry));
    }

    @Override
    protected Structure openShell() {
        return molecule("H");
    }

    @Override
    protected double electrons(Structure structure) {
        return structure instanceof Structure.OfCrystal ? 8 : 1;
    }

    @Override
    protected double sampleError() {
        return 1e-6;
    }

    @Override
    protected double energyError() {
        return 1e-7;
    }

    @Override
    protected Map<Map<String, ?>, String> refusedSettings() {
        return Map.of(
                Map.of("kpoints", List.of(200, 200, 200)), "million",
                Map.of("cutoff", 0.1), "cutoff",
                Map.of("pseudopotentials", Map.of("Si", "Si-q99")), "Si-q99",
                Map.of("symmetry", 3), "symmetry",
                Map.of("smearing", Map.of("kind", "hot", "width", 0.01)), "hot",
                Map.of("moment", 9), "electrons",
                Map.of("moment", 2, "free-moment", true), "moment");
    }

    @Override
    protected Map<Structure, String> refusedStructures() {
        return Map.of(molecule("H 0 0 0; H 0 0 5"), "larger box");
    }

    /** Stretched by a third, so that it wants to shrink. */
    @Test
    void solutionsHaveTheForcesOnTheAtoms() throws Exception {
        Engine engine = Engines.named(engineName());
        Resources resources = new Resources(1, InputFiles.NONE);
        Record settings = PlainSettings.of(engine, quickSettings());
        try (Prepared prepared =
                engine.prepare(molecule("H 0 0 0; H 0 0 1"), settings, resources)) {
            double[] forces =
                    prepared.solve(PBE, Optional.empty(), Watch.SILENT).forces().orElseThrow();
            assertThat(forces).hasSize(6);
            assertThat(forces[2]).isBetween(0.03, 0.2);
            assertThat(forces[5]).isCloseTo(-forces[2], within(2e-3));
        }
    }
}
