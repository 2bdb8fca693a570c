package xcflow.provenance.signature;

import java.io.IOException;

/** A file that should hold a key does not; the message says which file, and what it lacks. */
public final class UnusableKeyException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableKeyException(String message) {
        super(message);
    }
}
