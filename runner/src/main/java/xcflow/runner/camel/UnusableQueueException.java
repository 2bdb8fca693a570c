package xcflow.runner.camel;

import java.util.Locale;

/** A queue that must not be used. The message says why, for people. */
public final class UnusableQueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableQueueException(String message) {
        super(message);
    }

    private UnusableQueueException(String message, Throwable reason) {
        super(message, reason);
    }

    /** Of a queue whose endpoint cannot be made or does not answer. */
    static UnusableQueueException of(Queue queue, Exception error) {
        Throwable reason = error;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return new UnusableQueueException(
                String.format(
                        Locale.ROOT,
                        "xcflow: the queue %s cannot be used: %s%s",
                        queue.endpoint().orElse(""),
                        reason.getMessage(),
                        reason instanceof ClassNotFoundException
                                ? " is a class that none of the plug-ins has (XCFLOW_PLUGINS)"
                                : ""),
                error);
    }
}
