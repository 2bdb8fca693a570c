package xcflow.runner.command;

/** What was asked for cannot be done; the message says what would be possible. Exit code 2. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
