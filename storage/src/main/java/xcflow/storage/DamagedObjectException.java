package xcflow.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An object's file does not have the content that its name says. It was put aside, so that from now
 * on the object counts as missing.
 */
public final class DamagedObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String digest;
    private final String found;

    public DamagedObjectException(String digest, String found, Path aside) {
        super(
                String.format(
                        Locale.ROOT,
                        "artefact %s was altered on the disk: its content has digest %s; it was moved to %s",
                        digest,
                        found,
                        aside));
        this.digest = digest;
        this.found = found;
    }

    /** Digest that the content should have. */
    public String digest() {
        return digest;
    }

    /** Digest that the content has. */
    public String found() {
        return found;
    }
}
