package xcflow.spi;

/**
 * A failure that the task can explain. The message is for the user: what is wrong and what would be
 * right. It is shown without a stack trace.
 */
public class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /** A failure that would happen again with the same inputs: it is not retried. */
    public TaskFailure(String message) {
        this(message, null, false);
    }

    /**
     * @param retryable whether another attempt may succeed, as after a lack of memory or disk
     */
    public TaskFailure(String message, Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether another attempt may succeed. */
    public boolean retryable() {
        return retryable;
    }
}
