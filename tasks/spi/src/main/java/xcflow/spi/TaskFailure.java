package xcflow.spi;

/**
 * A failure that the task can explain. The message is for the user: what is wrong and what would be
 * right. It is shown without a stack trace.
 */
public class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final int exitStatus;

    /** A failure that would happen again with the same inputs: it is not retried. */
    public TaskFailure(String message) {
        this(message, null, false);
    }

    /**
     * @param retryable whether another attempt may succeed, as after a lack of memory or disk
     */
    public TaskFailure(String message, Throwable cause, boolean retryable) {
        this(message, cause, retryable, 0);
    }

    private TaskFailure(String message, Throwable cause, boolean retryable, int exitStatus) {
        super(message, cause);
        this.retryable = retryable;
        this.exitStatus = exitStatus;
    }

    /**
     * A program that ended with an exit status, which decides whether it is tried again.
     *
     * @param exitStatus from 1 to 255; 128 and the number of a signal for one that was killed
     */
    public static TaskFailure ofProgram(String message, int exitStatus) {
        return new TaskFailure(message, null, true, exitStatus);
    }

    /** Whether another attempt may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** Exit status of the program that failed; 0 if it was none. */
    public int exitStatus() {
        return exitStatus;
    }
}
