package xcflow.gaussian.scf;

/**
 * A calculation that converged to what cannot be its solution: not a failure to converge, which may
 * be the molecule's or the functional's own, but of the calculation. The message is for the user.
 */
public final class WrongSolutionException extends ScfException {
    private static final long serialVersionUID = 1L;

    WrongSolutionException(String message) {
        super(message);
    }
}
