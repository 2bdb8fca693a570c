package xcflow.runner.site;

/** A batch system did not do what it was told; the message holds its own words. */
public final class BatchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    /**
     * @param refused whether the batch system answered, so that nothing was done
     */
    BatchFailure(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    BatchFailure(String message, Throwable cause) {
        super(message, cause);
        this.refused = false;
    }

    /** Whether the batch system answered that it would not; otherwise nobody knows what it did. */
    boolean refused() {
        return refused;
    }
}
