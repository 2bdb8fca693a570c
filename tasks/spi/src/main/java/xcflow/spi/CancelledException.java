package xcflow.spi;

/** Thrown out of a task that noticed its cancellation; neither a failure nor a result. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled");
    }
}
