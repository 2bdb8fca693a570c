package xcflow.workflows.model;

import java.util.Locale;

/** Names of what can be said about the execution of a step. */
public enum SettingName {
    ATTEMPTS,
    BACKOFF,
    TIMEOUT,
    THREADS,
    MEMORY,
    ON_FAILURE,
    CACHE;

    /** As it is written in the file. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
