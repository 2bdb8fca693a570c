package xcflow.experiments;

import java.util.Map;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.PlainSettings;
import xcflow.spi.Selected;
import xcflow.spi.TaskFailure;

/** Engines with settings, as a workflow would select them. */
public final class TestEngines {
    private TestEngines() {}

    /** An engine by name. */
    public static Selected<Engine> of(String name, Map<String, ?> settings) {
        try {
            Engine engine = Engines.named(name);
            return new Selected<>(engine, PlainSettings.of(engine, settings));
        } catch (TaskFailure e) {
            throw new AssertionError(e);
        }
    }

    /** The Gaussian engine. */
    public static Selected<Engine> gaussian(String basis, int gridLevel) {
        return of("gaussian", Map.of("basis", basis, "grid-level", gridLevel));
    }
}
