package xcflow.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A database that must not or cannot be used as it is; the message is a sentence for people. */
public final class UnusableDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableDatabaseException(String message) {
        super(message);
    }

    public UnusableDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The one that led to an exception. */
    public static Optional<UnusableDatabaseException> in(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(UnusableDatabaseException.class::isInstance)
                .map(UnusableDatabaseException.class::cast)
                .findFirst();
    }
}
