package xcflow.gaussian.correlated;

/**
 * A correlated energy that cannot be had: too large, or not converged. The message is for the user.
 */
public sealed class CorrelationException extends RuntimeException
        permits WrongCorrelationException {
    private static final long serialVersionUID = 1L;

    public CorrelationException(String message) {
        super(message);
    }
}
