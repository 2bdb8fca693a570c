package xcflow.runner.execution;

/** A task that a backend has started. */
public interface RunningTask {

    /** What was started. */
    Ticket ticket();

    /** Asks it to end; doing so again does nothing. Returns at once. */
    void cancel();
}
