package xcflow.spi;

/**
 * This machine computes wrongly, and nothing can be done about it here: no result may be made. The
 * message says what is wrong and what to do.
 */
public final class UnsoundMachineException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public UnsoundMachineException(String message) {
        super(message);
    }
}
