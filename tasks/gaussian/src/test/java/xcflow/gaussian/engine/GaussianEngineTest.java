package xcflow.gaussian.engine;

import java.util.Map;
import xcflow.engine.EngineContract;
import xcflow.structure.Structure;

/** The Gaussian engine keeps the contract. */
class GaussianEngineTest extends EngineContract {

    @Override
    protected String engineName() {
        return "gaussian";
    }

    @Override
    protected Map<String, ?> quickSettings() {
        return Map.of("basis", "sto-3g", "grid-level", 2);
    }

    @Override
    protected Structure closedShell() {
        return molecule("H2O");
    }

    @Override
    protected Structure openShell() {
        return molecule("CH2-trip");
    }

    @Override
    protected double electrons(Structure structure) {
        return ((Structure.OfMolecule) structure).molecule().electrons();
    }

    @Override
    protected double sampleError() {
        return 1e-4;
    }

    @Override
    protected double energyError() {
        return 1e-7;
    }

    @Override
    protected Map<Map<String, ?>, String> refusedSettings() {
        return Map.of(
                Map.of("basis", "no-such-basis"), "no-such-basis",
                Map.of("grid-level", 12), "12",
                Map.of("occupation", "random"), "random",
                Map.of("exchange", "none"), "none");
    }

    @Override
    protected Map<Structure, String> refusedStructures() {
        return Map.of(molecule("H 0 0 0; unpaired=2; charge=-5"), "functions");
    }
}
