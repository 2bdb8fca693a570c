package xcflow.storage;

import java.io.IOException;

/**
 * Objects that are written but not yet in the store: they become visible together with {@link
 * #place}, or disappear with {@link #close}. Not thread-safe.
 */
public interface Staging extends AutoCloseable {

    /**
     * Writes content to the disk, while hashing it.
     *
     * @return what the content really is; it is kept only if that is the expected digest
     */
    ObjectStore.Stored add(Content content, String expected) throws IOException;

    /** Puts everything into the store; may be called again after it failed half-way. */
    void place() throws IOException;

    @Override
    void close() throws IOException;
}
