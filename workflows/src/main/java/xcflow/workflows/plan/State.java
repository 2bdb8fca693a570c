package xcflow.workflows.plan;

import java.util.EnumSet;
import java.util.Set;

/** States of an instance. Which may follow which is all on this screen. */
public enum State {
    /** Something that it depends on is not over. */
    WAITING,
    /** Everything that it depends on is there. */
    READY,
    /** Being executed, or waiting for the next attempt. */
    RUNNING,
    /** Executed with success in this run. */
    SUCCEEDED,
    /** Had the result of an earlier execution. */
    CACHED,
    /** All attempts failed, or its inputs could not be evaluated. */
    FAILED,
    /** Its condition is false, or something that it depends on has no result. */
    SKIPPED,
    /** Given up because the run was. */
    CANCELLED;

    /** States that may follow. */
    public Set<State> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(READY, FAILED, SKIPPED, CANCELLED);
            case READY -> EnumSet.of(RUNNING, CACHED, FAILED, CANCELLED);
            case RUNNING -> EnumSet.of(READY, SUCCEEDED, FAILED, CANCELLED);
            case SUCCEEDED, CACHED, FAILED, SKIPPED, CANCELLED -> EnumSet.noneOf(State.class);
        };
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return compareTo(SUCCEEDED) >= 0;
    }

    /** Whether there are outputs. */
    public boolean hasOutputs() {
        return this == SUCCEEDED || this == CACHED;
    }
}
