package xcflow.runner.schedule;

import java.io.IOException;
import xcflow.runner.run.RunRequest;
import xcflow.workflows.text.InvalidInputException;

/** Begins, continues and ends runs in this process. */
public interface ServedRuns {

    /**
     * Begins a run.
     *
     * @return its number
     * @throws InvalidInputException before anything is recorded
     */
    long begin(RunRequest request) throws InvalidInputException, IOException;

    /**
     * Continues a run that is not over or did not succeed.
     *
     * @throws IllegalStateException if somebody works on it, or it has succeeded
     */
    void resume(long run) throws InvalidInputException, IOException;

    /**
     * Ends a run, whoever works on it.
     *
     * @throws IllegalStateException if it is over
     */
    void cancel(long run) throws IOException;
}
