package xcflow.workflows.model;

import java.util.Locale;

/** Names of what can be said about the execution of a step. */
public enum SettingName {
    ATTEMPTS,
    BACKOFF,
    ON_EXIT,
    TIMEOUT,
    THREADS,
    MEMORY,
    TIME,
    GPUS,
    NAMED,
    ON,
    ON_FAILURE,
    CACHE;

    /** Whether expressions for it see {@code attempt}, so that it may grow with every attempt. */
    public boolean seesAttempt() {
        return switch (this) {
            case ATTEMPTS, BACKOFF, ON_EXIT, ON_FAILURE, CACHE -> false;
            default -> true;
        };
    }

    /** As it is written in the file. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
