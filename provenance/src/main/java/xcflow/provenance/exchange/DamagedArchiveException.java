package xcflow.provenance.exchange;

/** An archive is not what was exported; the message says what is wrong. */
public final class DamagedArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedArchiveException(String message) {
        super(message);
    }

    DamagedArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
