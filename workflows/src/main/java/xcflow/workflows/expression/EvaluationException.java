package xcflow.workflows.expression;

/** An expression that has no value. The message is for the user. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int at;

    EvaluationException(int at, String message) {
        super(message, null, false, false);
        this.at = at;
    }

    /** Index of the offending part in the expression's text. */
    public int at() {
        return at;
    }
}
