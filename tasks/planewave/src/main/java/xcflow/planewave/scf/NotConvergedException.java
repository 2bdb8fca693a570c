package xcflow.planewave.scf;

/** The iteration ended before the energy was as certain as it should be. */
public final class NotConvergedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public NotConvergedException(String message) {
        super(message);
    }
}
