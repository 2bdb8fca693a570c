package xcflow.provenance.state;

import java.util.EnumSet;
import java.util.Set;

/** States of an instance and every legal change between them. */
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

    private Set<InstanceState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(READY, RUNNING, CACHED, FAILED, SKIPPED, CANCELLED);
            case READY -> EnumSet.of(RUNNING, CACHED, FAILED, SKIPPED, CANCELLED);
            case RUNNING -> EnumSet.of(READY, RUNNING, SUCCEEDED, FAILED, CANCELLED);
            // A resumed run starts again what did not give a result.
            case FAILED, SKIPPED, CANCELLED -> EnumSet.of(WAITING);
            // The workflow expected something else of the result.
            case SUCCEEDED, CACHED -> EnumSet.of(FAILED);
        };
    }

    /** Whether an instance in this state may be put into the other. */
    public boolean canBecome(InstanceState other) {
        return next().contains(other);
    }

    /** Whether nothing will happen any more unless the run is resumed. */
    public boolean finished() {
        return this != WAITING && this != READY && this != RUNNING;
    }

    /** Whether the instance has outputs. */
    public boolean hasResult() {
        return this == SUCCEEDED || this == CACHED;
    }
}
