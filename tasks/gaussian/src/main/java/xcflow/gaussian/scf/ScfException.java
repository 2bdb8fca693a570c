package xcflow.gaussian.scf;

/** A calculation that did not converge. The message is for the user. */
public final class ScfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScfException(String message) {
        super(message);
    }
}
