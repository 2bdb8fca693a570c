package xcflow.gaussian.scf;

/** A calculation that has no result. The message is for the user. */
public sealed class ScfException extends RuntimeException permits WrongSolutionException {
    private static final long serialVersionUID = 1L;

    public ScfException(String message) {
        super(message);
    }
}
