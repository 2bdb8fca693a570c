package xcflow.runner.home;

/** A home's settings cannot be used; the message says where and why. Nothing was opened. */
public final class UnusableHomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableHomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
