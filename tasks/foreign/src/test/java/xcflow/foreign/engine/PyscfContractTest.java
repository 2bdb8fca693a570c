package xcflow.foreign.engine;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import xcflow.engine.EngineContract;
import xcflow.structure.Structure;

class PyscfContractTest extends EngineContract {

    @BeforeAll
    static void isHere() {
        PySCF.engine();
    }

    @Override
    protected String engineName() {
        return "pyscf";
    }

    @Override
    protected Map<String, ?> quickSettings() {
        return Map.of("basis", "6-31g", "grid", 1, "energy-tolerance", 1e-10);
    }

    @Override
    protected Structure closedShell() {
        return molecule("H2");
    }

    @Override
    protected Structure openShell() {
        return molecule("Li");
    }

    @Override
    protected double electrons(Structure structure) {
        return ((Structure.OfMolecule) structure).molecule().electrons();
    }

    @Override
    protected boolean comparesKeptDensities() {
        return false;
    }

    @Override
    protected double sampleError() {
        return 1e-3;
    }

    @Override
    protected double energyError() {
        return 1e-7;
    }

    @Override
    protected Map<Map<String, ?>, String> refusedSettings() {
        return Map.of(Map.of("grid", 12), "grid", Map.of("smearing", "cold"), "cold");
    }

    @Override
    protected Map<Structure, String> refusedStructures() {
        return Map.of();
    }
}
