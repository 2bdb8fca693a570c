package xcflow.workflows.plan;

/** What came of something that others depend on, from good to bad. */
enum Availability {
    /** There are outputs. */
    PRESENT,
    /**
     * There are none, and that is as it should be: a condition was false, a failure is tolerated.
     */
    ABSENT,
    /** There are none because of a failure or a cancellation. */
    BLOCKED;

    Availability or(Availability other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
