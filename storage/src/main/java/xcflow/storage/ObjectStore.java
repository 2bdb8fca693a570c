package xcflow.storage;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import xcflow.storage.files.Durable;
import xcflow.storage.files.HashingStream;
import xcflow.storage.files.Look;
import xcflow.storage.files.VerificationMemo;
import xcflow.storage.files.VerifyingStream;

/**
 * Immutable files named by the SHA-256 of their content: {@code ab/cdef…}, read-only.
 *
 * <p>What is read is verified: an object whose file is not what its name says is put aside into
 * {@code quarantine/} and never handed out. One that was found right is not hashed again before it
 * is handed out while its file looks the same, see {@link VerificationMemo}.
 *
 * <p>An object is written to a temporary file, synced, and renamed to its place; the directory is
 * synced too. So a name that exists has its whole content, and once {@link #store} has returned,
 * the object survives the loss of power. Thread-safe, also across processes.
 */
public final class ObjectStore {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Set<PosixFilePermission> READ_ONLY =
            PosixFilePermissions.fromString("r--r--r--");

    private final Path root;
    private final Path temporary;
    private final VerificationMemo memo;

    /**
     * @param root directory of the store, created if it does not exist
     */
    public ObjectStore(Path root) throws IOException {
        this.root = root;
        this.temporary = root.resolve("tmp");
        this.memo = new VerificationMemo(root.resolve("verified"));
        Files.createDirectories(temporary);
    }

    /** Whether a text can be the name of an object: 64 lower-case hexadecimal digits. */
    public static boolean names(String text) {
        return DIGEST.matcher(text).matches();
    }

    /**
     * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits
     * @param size bytes
     */
    public record Stored(String digest, long size) {}

    /** Stores what the content writes, while hashing it. Content stored already is kept once. */
    public Stored store(Content content) throws IOException {
        return store(content, digest -> true);
    }

    /**
     * As {@link #store(Content)}, but content with another digest than the expected one is not
     * kept.
     *
     * @return what the content really is
     */
    public Stored store(Content content, String expected) throws IOException {
        return store(content, expected::equals);
    }

    private Stored store(Content content, Predicate<String> wanted) throws IOException {
        Path file = temporary.resolve(UUID.randomUUID().toString());
        try {
            Stored stored = write(file, content);
            if (wanted.test(stored.digest())) {
                place(file, stored.digest());
            }
            return stored;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Writes a file and waits until the disk has it, while hashing what is written. */
    static Stored write(Path file, Content content) throws IOException {
        HashingStream[] hashing = new HashingStream[1];
        Durable.write(
                file,
                out -> {
                    hashing[0] = new HashingStream(out);
                    content.writeTo(hashing[0]);
                    hashing[0].flush();
                });
        return new Stored(hashing[0].digest(), hashing[0].size());
    }

    /** A place for objects that are to become visible together, or not at all. */
    public Staging stage() throws IOException {
        return new Staging(this, temporary.resolve("staging-" + UUID.randomUUID()));
    }

    /** Bytes that the disk has room for. */
    public long room() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Stores a copy of a file. */
    public Stored store(Path file) throws IOException {
        return store(out -> Files.copy(file, out));
    }

    void place(Path file, String digest) throws IOException {
        if (sound(digest)) {
            return;
        }
        Path target = path(digest);
        if (!Files.isDirectory(target.getParent())) {
            makeDirectories();
        }
        makeReadOnly(file);
        Durable.rename(file, target);
        memo.note(digest, Look.at(target)); // It was hashed on its way to the file.
    }

    /** All directories at once, since each one alone would have to be waited for. */
    private void makeDirectories() throws IOException {
        for (int i = 0; i < 256; i++) {
            Files.createDirectories(root.resolve(String.format(Locale.ROOT, "%02x", i)));
        }
        Durable.syncDirectory(root);
    }

    private static void makeReadOnly(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, READ_ONLY);
        } catch (UnsupportedOperationException e) {
            file.toFile().setReadOnly();
        }
    }

    /**
     * Opens an object for reading; the caller closes it. It is hashed once more while it is read,
     * so that reading its end fails if it was altered meanwhile.
     *
     * @throws NoSuchFileException if it is not in the store
     * @throws DamagedObjectException if its content is not what its name says; it is put aside then
     */
    public InputStream open(String digest) throws IOException {
        return new VerifyingStream(
                new FileInputStream(file(digest).toFile()),
                digest,
                found -> putAside(digest, found));
    }

    /**
     * The object's own file, to be read only.
     *
     * @throws NoSuchFileException if it is not in the store
     * @throws DamagedObjectException if its content is not what its name says; it is put aside then
     */
    public Path file(String digest) throws IOException {
        Path file = path(digest);
        Look look;
        try {
            look = Look.at(file);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    file.toString(), null, "artefact " + digest + " is not in the store");
        }
        if (!memo.knows(digest, look)) {
            Optional<String> found = rehash(digest);
            if (found.isEmpty()) {
                return file(digest); // Gone meanwhile, which is told there.
            }
            if (!found.get().equals(digest)) {
                throw putAside(digest, found.get());
            }
            memo.note(digest, look); // As it looked before, in case it was altered behind us.
        }
        return file;
    }

    /**
     * Whether an object is there and is what its name says. One that is not is put aside.
     *
     * @throws IOException if its file cannot be read
     */
    public boolean sound(String digest) throws IOException {
        try {
            file(digest);
            return true;
        } catch (NoSuchFileException | DamagedObjectException e) {
            return false;
        }
    }

    private DamagedObjectException putAside(String digest, String found) throws IOException {
        return new DamagedObjectException(digest, found, quarantine(digest));
    }

    /** Whether there is an object with this digest; its content is not looked at. */
    public boolean contains(String digest) {
        return Files.isRegularFile(path(digest));
    }

    /** Bytes of an object; its content is not looked at. */
    public long size(String digest) throws IOException {
        return Files.size(path(digest));
    }

    /** When an object was stored. */
    public Instant stored(String digest) throws IOException {
        return Files.getLastModifiedTime(path(digest)).toInstant();
    }

    /**
     * Reads an object and hashes it.
     *
     * @return the digest of what is really there; empty if there is nothing
     */
    public Optional<String> rehash(String digest) throws IOException {
        return rehash(digest, new byte[1 << 16]).map(Stored::digest);
    }

    /**
     * Reads an object and hashes it, for callers that do so with many.
     *
     * @param buffer room for the pieces that are read; its content is overwritten
     * @return digest and size of what is really there; empty if there is nothing
     */
    public Optional<Stored> rehash(String digest, byte[] buffer) throws IOException {
        MessageDigest hash = Sha256.start();
        long size = 0;
        try (InputStream in = new FileInputStream(path(digest).toFile())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
                size += n;
            }
        } catch (FileNotFoundException e) {
            if (contains(digest)) {
                throw e; // It is there, but we may not read it.
            }
            return Optional.empty();
        }
        return Optional.of(new Stored(HexFormat.of().formatHex(hash.digest()), size));
    }

    /**
     * Deletes an object if it is there.
     *
     * @return bytes that became free
     */
    public long delete(String digest) throws IOException {
        Path file = path(digest);
        long size = Files.exists(file) ? Files.size(file) : 0;
        return Files.deleteIfExists(file) ? size : 0;
    }

    /**
     * Moves an object that is not what its name says out of the way, for a later look at it. If
     * another process was faster there is nothing left to move.
     *
     * @return where it is now
     */
    public Path quarantine(String digest) throws IOException {
        Path directory = root.resolve("quarantine");
        Files.createDirectories(directory);
        Path target = directory.resolve(digest);
        for (int i = 2; Files.exists(target); i++) {
            target = directory.resolve(digest + "." + i);
        }
        memo.forget(digest);
        try {
            Durable.rename(path(digest), target);
        } catch (NoSuchFileException e) {
            return directory.resolve(digest);
        }
        return target;
    }

    /** Files that were put aside, oldest name first; each begins with the digest it should have. */
    public List<Path> quarantined() throws IOException {
        Path directory = root.resolve("quarantine");
        return Files.isDirectory(directory) ? sorted(directory) : List.of();
    }

    /** Calls the consumer with the digest of every object, in ascending order. */
    public void forEach(Consumer<String> consumer) throws IOException {
        for (Path directory : sorted(root)) {
            String prefix = directory.getFileName().toString();
            if (prefix.length() != 2 || !Files.isDirectory(directory)) {
                continue;
            }
            for (Path file : sorted(directory)) {
                String digest = prefix + file.getFileName();
                if (names(digest)) {
                    consumer.accept(digest);
                }
            }
        }
    }

    private static List<Path> sorted(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    /** Temporary files that nobody has written to for the given time: left by a killed process. */
    public List<Path> stale(Duration age) throws IOException {
        Instant limit = Instant.now().minus(age);
        try (var files = Files.list(temporary)) {
            return files.filter(file -> olderThan(file, limit)).sorted().toList();
        }
    }

    private static boolean olderThan(Path file, Instant limit) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String digest) {
        if (!names(digest)) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
        }
        return root.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }
}
