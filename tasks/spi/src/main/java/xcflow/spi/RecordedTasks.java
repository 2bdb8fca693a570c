package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs a task on record, as the only step of a run. The top command of the command line is one: it
 * is how commands of modules record in the project what a workflow would.
 */
public interface RecordedTasks {

    /**
     * What is to be run.
     *
     * @param name of the run, in kebab case
     * @param task name of the task
     * @param inputs as they would be written in a workflow in the working directory
     * @param threads that it may use
     */
    record Step(String name, String task, Map<String, Object> inputs, int threads) {}

    /**
     * The result.
     *
     * @param run number of the run
     * @param outputs plain values, named as in workflows; files are {@link Artefact}s
     * @param files that the outputs name, by digest; not to be changed
     */
    record Result(
            long run,
            Map<String, Object> outputs,
            Map<String, Path> files,
            List<Warning> warnings) {}

    /** Whether there is a project to record in. */
    boolean recording();

    /**
     * Runs the task, or takes an earlier result with the same inputs.
     *
     * @throws TaskFailure if it fails, or the inputs are unusable; the message is for the user
     */
    Result run(Step step) throws TaskFailure, IOException;
}
