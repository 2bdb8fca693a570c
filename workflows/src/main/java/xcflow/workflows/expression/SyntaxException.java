package xcflow.workflows.expression;

/** A text that is not an expression. The message is for the user. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int at;

    SyntaxException(int at, String message) {
        super(message);
        this.at = at;
    }

    /** Index of the offending part in the expression's text. */
    public int at() {
        return at;
    }
}
