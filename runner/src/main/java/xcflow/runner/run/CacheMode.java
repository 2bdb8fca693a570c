package xcflow.runner.run;

/** How far earlier results are trusted. */
public enum CacheMode {
    /** Task, version and inputs must be the same. */
    NORMAL,
    /** The task's code must be the same too. */
    STRICT,
    /** Everything is computed again; the results serve later runs. */
    OFF
}
