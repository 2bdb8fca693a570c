package xcflow.provenance.state;

/** States of an execution. How they change is in {@link ExecutionTransition}. */
public enum ExecutionState {
    /** Started, and no end recorded. */
    RUNNING,
    /** Ended with outputs. */
    SUCCEEDED,
    /** Ended with an error. */
    FAILED,
    /** Ended by the user. */
    CANCELLED,
    /** Its worker disappeared and another attempt took its place. */
    LOST
}
