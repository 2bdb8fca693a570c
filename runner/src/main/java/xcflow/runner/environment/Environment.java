package xcflow.runner.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import xcflow.spi.TaskFailure;

/** What surrounds a command on this machine. */
public sealed interface Environment permits Bare, Container, Conda, Modules {

    /**
     * Where and with what a command runs.
     *
     * @param scratch directory that the command may use; its own directory lies in it
     * @param directory in which it begins
     * @param variables what it sees
     */
    record Place(Path scratch, Path directory, Map<String, String> variables) {}

    /**
     * A program to start, with its arguments and all variables of its process.
     *
     * @param end what has to be run when it has ended, whatever happened; empty: nothing
     */
    record Start(List<String> command, Map<String, String> variables, List<String> end) {

        /** Whether what works is no descendant of the program, which then outlives it, too. */
        public boolean elsewhere() {
            return !end.isEmpty();
        }
    }

    /**
     * What it is, exactly enough to say whether two results were made in the same: the digest of an
     * image, the packages of a conda environment, the modules that are loaded. Makes or fetches
     * what is not there yet.
     *
     * @throws TaskFailure if it is not there and cannot be had
     */
    Map<String, Object> found() throws TaskFailure, IOException;

    /** What it takes to run a command in it. */
    Start start(List<String> command, Place place) throws TaskFailure, IOException;

    /** Whether the programs of its commands are looked for in its own places. */
    default boolean ownPrograms() {
        return true;
    }
}
