package xcflow.provenance.state;

/** States of an instance. How they change is in {@link InstanceTransition}. */
public enum InstanceState {
    /** Some instance that it depends on has not finished. */
    WAITING,
    /** Can start; after a failed attempt not before {@code Instance.notBefore}. */
    READY,
    /** Claimed by a worker that holds a lease. */
    RUNNING,
    /** Computed by an execution of this run. */
    SUCCEEDED,
    /** Given by an earlier execution with the same cache key. */
    CACHED,
    /** All attempts failed, or the result is not what the workflow expects. */
    FAILED,
    /** Will not run: {@code when} is false, or something that it depends on failed. */
    SKIPPED,
    /** Ended by the user. */
    CANCELLED;

    /** Whether nothing will happen any more unless the run is resumed. */
    public boolean finished() {
        return this != WAITING && this != READY && this != RUNNING;
    }

    /** Whether the instance has outputs. */
    public boolean hasResult() {
        return this == SUCCEEDED || this == CACHED;
    }
}
