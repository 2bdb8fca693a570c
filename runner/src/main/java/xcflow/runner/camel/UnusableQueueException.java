package xcflow.runner.camel;

/** A queue that must not be used. The message says why, for people. */
public final class UnusableQueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableQueueException(String message) {
        super(message);
    }
}
