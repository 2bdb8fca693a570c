package xcflow.provenance.state;

/** States of a run. How they change is in {@link RunTransition}. */
public enum RunState {
    /** Being worked on, or interrupted by the death of its process. */
    RUNNING,
    /** Nothing new is begun until somebody lets it go on. */
    PAUSED,
    /** Every instance has a result or was skipped on purpose. */
    SUCCEEDED,
    /** At least one instance failed. */
    FAILED,
    /** Ended by the user. */
    CANCELLED;

    /** Whether the run has ended. */
    public boolean finished() {
        return this != RUNNING && this != PAUSED;
    }
}
