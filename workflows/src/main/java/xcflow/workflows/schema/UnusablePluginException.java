package xcflow.workflows.schema;

/** A jar with tasks that cannot be used. The message says which, and why. */
public final class UnusablePluginException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnusablePluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
