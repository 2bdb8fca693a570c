package xcflow.functional;

/** Thrown for a name that is not a functional; the message is for the user. */
public final class UnknownFunctionalException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnknownFunctionalException(String message) {
        super(message);
    }
}
