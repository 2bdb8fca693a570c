package xcflow.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Immutable objects named by the SHA-256 of their content. Every implementation passes {@code
 * ObjectStoreContract}.
 *
 * <p>What is read is verified: an object that is not what its name says is put aside and never
 * handed out. A name that exists has its whole content, and once {@link #store} has returned, the
 * object survives the loss of power. Thread-safe, also across processes.
 */
public interface ObjectStore {
    /** 64 lower-case hexadecimal digits. */
    Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** Whether a text can be the name of an object: 64 lower-case hexadecimal digits. */
    static boolean names(String text) {
        return DIGEST.matcher(text).matches();
    }

    /**
     * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits
     * @param size bytes
     */
    record Stored(String digest, long size) {
        /**
         * What a content is, read to its end.
         *
         * @param buffer room for the pieces that are read; its content is overwritten
         */
        public static Stored of(InputStream in, byte[] buffer) throws IOException {
            MessageDigest hash = Sha256.start();
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
                size += n;
            }
            return new Stored(HexFormat.of().formatHex(hash.digest()), size);
        }
    }

    /** Stores what the content writes, while hashing it. Content stored already is kept once. */
    Stored store(Content content) throws IOException;

    /**
     * As {@link #store(Content)}, but content with another digest than the expected one is not
     * kept.
     *
     * @return what the content really is
     */
    Stored store(Content content, String expected) throws IOException;

    /** Stores a copy of a file. */
    default Stored store(Path file) throws IOException {
        return store(out -> Files.copy(file, out));
    }

    /**
     * Makes sure that the store belongs to a project: two that share one would delete each other's
     * objects.
     *
     * @param project identity, which the store notes if it has none
     * @throws UnusableDatabaseException if it belongs to another one
     */
    default void claim(String project) throws IOException {}

    /** A place for objects that are to become visible together, or not at all. */
    Staging stage() throws IOException;

    /** Bytes that the store has room for. */
    long room() throws IOException;

    /**
     * Opens an object for reading; the caller closes it. It is hashed once more while it is read,
     * so that reading its end fails if it was altered meanwhile.
     *
     * @throws java.nio.file.NoSuchFileException if it is not in the store
     * @throws DamagedObjectException if its content is not what its name says; it is put aside then
     */
    InputStream open(String digest) throws IOException;

    /**
     * A file with an object's content, to be read only: the object's own, or a copy on this machine
     * where the store has no files.
     *
     * @throws java.nio.file.NoSuchFileException if it is not in the store
     * @throws DamagedObjectException if its content is not what its name says; it is put aside then
     */
    Path file(String digest) throws IOException;

    /**
     * Whether an object is there and is what its name says. One that is not is put aside.
     *
     * @throws IOException if it cannot be read
     */
    boolean sound(String digest) throws IOException;

    /** Whether there is an object with this digest; its content is not looked at. */
    boolean contains(String digest);

    /** Bytes of an object; its content is not looked at. */
    long size(String digest) throws IOException;

    /** When an object was stored. */
    Instant stored(String digest) throws IOException;

    /**
     * Reads an object and hashes it.
     *
     * @return the digest of what is really there; empty if there is nothing
     */
    default Optional<String> rehash(String digest) throws IOException {
        return rehash(digest, new byte[1 << 16]).map(Stored::digest);
    }

    /**
     * Reads an object and hashes it, for callers that do so with many.
     *
     * @param buffer room for the pieces that are read; its content is overwritten
     * @return digest and size of what is really there; empty if there is nothing
     */
    Optional<Stored> rehash(String digest, byte[] buffer) throws IOException;

    /**
     * Deletes an object if it is there.
     *
     * @return bytes that became free
     */
    long delete(String digest) throws IOException;

    /**
     * Moves an object that is not what its name says out of the way, for a later look at it. If
     * another process was faster there is nothing left to move.
     *
     * @return where it is now
     */
    Path quarantine(String digest) throws IOException;

    /** What was put aside, oldest name first; each name begins with the digest it should have. */
    List<Path> quarantined() throws IOException;

    /** Calls the consumer with the digest of every object, in ascending order. */
    void forEach(Consumer<String> consumer) throws IOException;

    /**
     * Half-written objects that nobody has touched for the given time: left by a killed process.
     */
    List<Path> stale(Duration age) throws IOException;
}
