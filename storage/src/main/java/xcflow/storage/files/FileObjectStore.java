package xcflow.storage.files;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import xcflow.storage.Content;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.HashingStream;
import xcflow.storage.ObjectStore;
import xcflow.storage.Staging;

/**
 * Objects in the files of a directory: {@code ab/cdef…}, read-only.
 *
 * <p>What is read is verified: an object whose file is not what its name says is put aside into
 * {@code quarantine/} and never handed out. One that was found right is not hashed again before it
 * is handed out while its file looks the same, see {@link VerificationMemo}.
 *
 * <p>An object is written to a temporary file, synced, and renamed to its place; the directory is
 * synced too. File systems that machines share may show it to others only after a while: what is to
 * be read is waited for there.
 */
public final class FileObjectStore implements ObjectStore {
    private static final Set<PosixFilePermission> READ_ONLY =
            PosixFilePermissions.fromString("r--r--r--");

    /** How long file systems that machines share may remember that a file was not there. */
    public static final Duration LAG = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path root;
    private final Duration lag;
    private final Path temporary;
    private final VerificationMemo memo;
    private final Quarantine quarantine;

    /**
     * @param root directory of the store, created if it does not exist
     */
    public FileObjectStore(Path root) throws IOException {
        this(root, Duration.ZERO);
    }

    /**
     * @param root directory of the store, created if it does not exist
     * @param lag how long an object that is to be read is waited for if it is not there
     */
    public FileObjectStore(Path root, Duration lag) throws IOException {
        this.root = root;
        this.lag = lag;
        this.temporary = root.resolve("tmp");
        this.memo = new VerificationMemo(root.resolve("verified"));
        this.quarantine = new Quarantine(root.resolve("quarantine"));
        Files.createDirectories(temporary);
    }

    @Override
    public void claim(String project) throws IOException {
        new StoreOwner(root).claim(project);
    }

    @Override
    public Stored store(Content content) throws IOException {
        return store(content, digest -> true);
    }

    @Override
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

    @Override
    public Staging stage() throws IOException {
        return new FileStaging(this, temporary.resolve("staging-" + UUID.randomUUID()));
    }

    @Override
    public long room() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
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

    @Override
    public InputStream open(String digest) throws IOException {
        Path file = file(digest);
        Look look = Look.at(file);
        InputStream in = new FileInputStream(file.toFile());
        return memo.hashedHere(digest, look)
                ? new ObservedStream(in, () -> observed(digest, look))
                : new VerifyingStream(
                        in,
                        digest,
                        () -> memo.note(digest, look),
                        found -> putAside(digest, found));
    }

    /** Hashes what looks different from before it was read. */
    private void observed(String digest, Look before) throws IOException {
        if (Files.exists(path(digest)) && !Look.at(path(digest)).equals(before)) {
            there(digest);
        }
    }

    @Override
    public Path file(String digest) throws IOException {
        long end = System.nanoTime() + lag.toNanos();
        while (!contains(digest)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            // Looking into the directory makes some systems ask their server again.
            Path parent = path(digest).getParent();
            if (Files.isDirectory(parent)) {
                Listing.sorted(parent);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return there(digest);
    }

    /** As {@link #file}, of what is there now. */
    private Path there(String digest) throws IOException {
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
                return there(digest); // Gone meanwhile, which is told there.
            }
            if (!found.get().equals(digest)) {
                throw putAside(digest, found.get());
            }
            memo.note(digest, look); // As it looked before, in case it was altered behind us.
        }
        return file;
    }

    @Override
    public boolean sound(String digest) throws IOException {
        try {
            there(digest);
            return true;
        } catch (NoSuchFileException | DamagedObjectException e) {
            return false;
        }
    }

    private DamagedObjectException putAside(String digest, String found) throws IOException {
        return new DamagedObjectException(digest, found, quarantine(digest));
    }

    @Override
    public boolean contains(String digest) {
        return Files.isRegularFile(path(digest));
    }

    @Override
    public long size(String digest) throws IOException {
        return Files.size(path(digest));
    }

    @Override
    public Instant stored(String digest) throws IOException {
        return Files.getLastModifiedTime(path(digest)).toInstant();
    }

    @Override
    public Optional<Stored> rehash(String digest, byte[] buffer) throws IOException {
        try (InputStream in = new FileInputStream(path(digest).toFile())) {
            return Optional.of(Stored.of(in, buffer));
        } catch (FileNotFoundException e) {
            if (contains(digest)) {
                throw e; // It is there, but we may not read it.
            }
            return Optional.empty();
        }
    }

    @Override
    public long delete(String digest) throws IOException {
        Path file = path(digest);
        long size = Files.exists(file) ? Files.size(file) : 0;
        return Files.deleteIfExists(file) ? size : 0;
    }

    @Override
    public Path quarantine(String digest) throws IOException {
        memo.forget(digest);
        return quarantine.take(path(digest), digest);
    }

    @Override
    public List<Path> quarantined() throws IOException {
        return quarantine.all();
    }

    @Override
    public void forEach(Consumer<String> consumer) throws IOException {
        for (Path directory : Listing.sorted(root)) {
            String prefix = directory.getFileName().toString();
            if (prefix.length() != 2 || !Files.isDirectory(directory)) {
                continue;
            }
            for (Path file : Listing.sorted(directory)) {
                String digest = prefix + file.getFileName();
                if (ObjectStore.names(digest)) {
                    consumer.accept(digest);
                }
            }
        }
    }

    @Override
    public List<Path> stale(Duration age) throws IOException {
        return Listing.olderThan(temporary, age);
    }

    private Path path(String digest) {
        if (!ObjectStore.names(digest)) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
        }
        return root.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }
}
