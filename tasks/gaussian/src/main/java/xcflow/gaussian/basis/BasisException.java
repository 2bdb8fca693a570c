package xcflow.gaussian.basis;

/** A basis set that cannot be found, read or used. The message is for the user. */
public final class BasisException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BasisException(String message) {
        super(message);
    }
}
