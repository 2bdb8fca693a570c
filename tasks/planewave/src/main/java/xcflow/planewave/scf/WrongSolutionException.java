package xcflow.planewave.scf;

/** A calculation that converged to what cannot be its solution. The message is for the user. */
public final class WrongSolutionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    WrongSolutionException(String message) {
        super(message);
    }
}
