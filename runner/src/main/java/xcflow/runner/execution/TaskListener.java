package xcflow.runner.execution;

/** Told of started tasks, on any thread. */
public interface TaskListener {

    /**
     * @param fraction of the work that is done; NaN when it is not known
     */
    void progress(Ticket ticket, double fraction, String message);

    /** A task has ended. */
    void ended(Ticket ticket, Outcome outcome);

    /** A ticket could not be processed because of a defect of the program, not of its task. */
    void broken(Ticket ticket, Throwable error);
}
