package xcflow.foreign.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import xcflow.engine.Engine;
import xcflow.foreign.descriptor.Descriptors;

/** PySCF where it is installed; tests that need it are left out elsewhere. */
final class PySCF {
    private PySCF() {}

    static Engine engine() {
        Engine engine =
                new ForeignEngine(
                        Descriptors.read(List.of()).usable().get("pyscf"), Path.of("no-home"));
        assumeThat(engine.unusable()).isEmpty();
        return engine;
    }
}
