package xcflow.spi;

import java.util.List;

/**
 * Adds commands to the command line, found by the service loader like tasks. The runner knows no
 * science; scientific commands such as {@code xcflow scf} come from modules that do.
 */
public interface CommandProvider {

    /**
     * @param parent name of the command below which it appears, for example {@code functional};
     *     empty for the top level
     * @param command object with picocli annotations that implements {@code Callable<Integer>} and
     *     returns the exit code (0 success, 1 failure, 2 unusable input); options that are dates
     *     need a converter of their own
     */
    record Command(String parent, Object command) {}

    /** The commands, in the order of the help page. Called at every start: must be cheap. */
    List<Command> commands();
}
