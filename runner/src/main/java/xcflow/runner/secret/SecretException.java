package xcflow.runner.secret;

/** A secret has no usable value; the message, for the user, does not contain it. */
public final class SecretException extends Exception {
    private static final long serialVersionUID = 1L;

    SecretException(String message) {
        super(message);
    }
}
