package xcflow.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import xcflow.storage.Content;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.ObjectStore;
import xcflow.storage.files.FileObjectStore;

/**
 * Copies of objects on this machine. Once they take more than the limit, those that have not been
 * used for the longest time are deleted, but none that was used in the last ten minutes: somebody
 * may be about to open it. Thread-safe, also across processes.
 */
final class ObjectCache {
    private static final Duration IN_USE = Duration.ofMinutes(10);

    /** So much of the limit may come before all copies are counted again. */
    private static final int SHARE = 16;

    private final FileObjectStore copies;
    private final Path uses;
    private final long limit;
    private long added;

    /** A copy, and when it was last used. */
    private record Copy(String digest, long size, Instant used) {}

    /**
     * @param limit bytes
     */
    ObjectCache(Path directory, long limit) throws IOException {
        this.copies = new FileObjectStore(directory);
        this.uses = Files.createDirectories(directory.resolve("used"));
        this.limit = limit;
        this.added = limit; // What earlier processes left is counted once.
    }

    /** Keeps a content if it is the expected one. */
    ObjectStore.Stored keep(Content content, String expected) throws IOException {
        ObjectStore.Stored stored = copies.store(content, expected);
        if (stored.digest().equals(expected)) {
            kept(stored);
        }
        return stored;
    }

    /** Keeps a content. */
    ObjectStore.Stored keep(Content content) throws IOException {
        ObjectStore.Stored stored = copies.store(content);
        kept(stored);
        return stored;
    }

    private void kept(ObjectStore.Stored stored) throws IOException {
        use(stored.digest());
        synchronized (this) {
            added += stored.size();
            if (added < limit / SHARE) {
                return;
            }
            added = 0;
        }
        shrink();
    }

    /**
     * The copy of an object.
     *
     * @throws NoSuchFileException if there is none that is right; one that was altered is forgotten
     */
    Path file(String digest) throws IOException {
        try {
            Path file = copies.file(digest);
            use(digest);
            return file;
        } catch (DamagedObjectException e) {
            // It is only a copy; the object itself is asked for again.
            throw new NoSuchFileException(digest);
        }
    }

    /** Reads the copy of an object, hashing it once more. */
    InputStream open(String digest) throws IOException {
        return copies.open(digest);
    }

    /** Deletes the copy if there is one. */
    void forget(String digest) throws IOException {
        copies.delete(digest);
        Files.deleteIfExists(uses.resolve(digest));
    }

    /** Bytes that the disk has room for. */
    long room() throws IOException {
        return copies.room();
    }

    /** Half-written copies that nobody has touched for the given time. */
    List<Path> stale(Duration age) throws IOException {
        return copies.stale(age);
    }

    private void use(String digest) throws IOException {
        Path mark = uses.resolve(digest);
        try {
            Files.setLastModifiedTime(mark, FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            Files.write(mark, new byte[0]);
        }
    }

    private void shrink() throws IOException {
        List<Copy> all = new ArrayList<>();
        long[] total = new long[1];
        List<String> digests = new ArrayList<>();
        copies.forEach(digests::add);
        for (String digest : digests) {
            try {
                Copy copy = new Copy(digest, copies.size(digest), used(digest));
                all.add(copy);
                total[0] += copy.size();
            } catch (NoSuchFileException e) {
                continue; // Another process deleted it.
            }
        }
        all.sort(Comparator.comparing(Copy::used));
        Instant recent = Instant.now().minus(IN_USE);
        for (Copy copy : all) {
            if (total[0] <= limit || copy.used().isAfter(recent)) {
                return;
            }
            forget(copy.digest());
            total[0] -= copy.size();
        }
    }

    private Instant used(String digest) throws IOException {
        try {
            return Files.getLastModifiedTime(uses.resolve(digest)).toInstant();
        } catch (NoSuchFileException e) {
            return copies.stored(digest);
        }
    }
}
