package xcflow.runner.mailbox;

/** A question that was not answered, or could not be. */
public final class MailboxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MailboxException(String message) {
        super(message);
    }

    MailboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
