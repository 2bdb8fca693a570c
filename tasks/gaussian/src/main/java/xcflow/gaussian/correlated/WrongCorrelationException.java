package xcflow.gaussian.correlated;

/**
 * A calculation that converged to what cannot be its solution: a fault of the calculation, not of
 * the molecule. The message is for the user.
 */
public final class WrongCorrelationException extends CorrelationException {
    private static final long serialVersionUID = 1L;

    WrongCorrelationException(String message) {
        super(message);
    }
}
