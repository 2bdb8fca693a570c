package xcflow.numerics.text;

/** A text that cannot be read as meant. The message is for the user and names the place. */
public final class TextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public TextException(String message) {
        super(message);
    }
}
