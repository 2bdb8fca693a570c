package xcflow.functional.dispersion;

/** Thrown where a dispersion energy cannot be had as it was asked for; the message says why. */
public final class DispersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public DispersionException(String message) {
        super(message);
    }
}
