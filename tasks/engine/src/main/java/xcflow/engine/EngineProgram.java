package xcflow.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import xcflow.spi.TaskFailure;

/** An engine that is another program, as it is on this machine. */
public interface EngineProgram {

    /** Where it is declared, how it is started, and its versions if it can be; plain values. */
    Map<String, Object> facts();

    /** Calculations with known results. */
    List<KnownResult> knownResults();

    /**
     * Makes it usable for a project.
     *
     * @param home of the project
     * @param progress told what is being done
     * @return where it was put
     * @throws TaskFailure if xcflow cannot install it; the message says how to get it
     */
    Path install(Path home, Consumer<String> progress) throws TaskFailure;

    /**
     * A calculation with a known result.
     *
     * @param system name of a molecule or crystal that xcflow knows
     * @param crystal whether it is one
     * @param settings that are not the usual ones
     * @param energy Ha
     * @param tolerance Ha
     * @param source where the energy comes from
     */
    record KnownResult(
            String system,
            boolean crystal,
            String functional,
            Map<String, Object> settings,
            double energy,
            double tolerance,
            String source) {}
}
