package xcflow.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import xcflow.storage.Content;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sha256;
import xcflow.storage.Staging;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.files.Look;
import xcflow.storage.files.Quarantine;
import xcflow.storage.files.VerificationMemo;

/**
 * Objects in a bucket: keys {@code PREFIX/DIGEST}, and {@code PREFIX/project}, which says whose
 * they are.
 *
 * <p>Content is written to this machine's disk while it is hashed, and sent from there. What is
 * read comes from a copy on this machine, after the server was asked whether it still has the
 * object as it was when it was last verified; if it has another, that one is fetched and hashed.
 * The server's own checksums are not relied upon.
 */
public final class BucketObjectStore implements ObjectStore {
    private static final String OWNER = "project";

    private final Bucket bucket;
    private final ObjectCache cache;
    private final VerificationMemo memo;
    private final Path temporary;
    private final Quarantine quarantine;

    /**
     * @param directory for copies and for what is put aside, on this machine
     * @param limit bytes that copies may take
     */
    public BucketObjectStore(BucketAddress address, Path directory, long limit) throws IOException {
        this.bucket = new Bucket(address);
        this.cache = new ObjectCache(directory.resolve("copies"), limit);
        this.memo = new VerificationMemo(directory.resolve("verified"));
        this.temporary = Files.createDirectories(directory.resolve("tmp"));
        this.quarantine = new Quarantine(directory.resolve("quarantine"));
    }

    @Override
    public void claim(String project) throws IOException {
        Optional<String> owner = owner();
        if (owner.isEmpty()) {
            bucket.writeFirst(OWNER, project + "\n");
            owner = owner();
        }
        if (!owner.equals(Optional.of(project))) {
            throw new UnusableDatabaseException(
                    "the objects in "
                            + bucket.address()
                            + " belong to another project ("
                            + owner.orElse("unknown")
                            + "), whose records are in another database; this one ("
                            + project
                            + ") needs a prefix of its own");
        }
    }

    private Optional<String> owner() throws IOException {
        try {
            return Optional.of(
                    bucket.read(
                            OWNER,
                            in -> new String(in.readNBytes(1000), StandardCharsets.UTF_8).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Stored store(Content content) throws IOException {
        Stored stored = cache.keep(content);
        send(stored.digest());
        return stored;
    }

    @Override
    public Stored store(Content content, String expected) throws IOException {
        Stored stored = cache.keep(content, expected);
        if (stored.digest().equals(expected)) {
            send(expected);
        }
        return stored;
    }

    /** Sends the copy of an object unless the server has it already, as it should be. */
    void send(String digest) throws IOException {
        Optional<Bucket.Facts> there = bucket.look(digest);
        if (there.isPresent() && memo.knows(digest, look(there.get()))) {
            return;
        }
        // Whatever is there may be wrong, and fetching it would take as long.
        String tag = bucket.write(digest, cache.file(digest), digest);
        Bucket.Facts now =
                bucket.look(digest)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                bucket.address()
                                                        + " does not have what was just sent: "
                                                        + digest));
        if (now.tag().equals(tag)) {
            memo.note(digest, look(now));
        }
    }

    @Override
    public Staging stage() {
        return new BucketStaging(this, cache);
    }

    @Override
    public long room() throws IOException {
        return cache.room();
    }

    @Override
    public InputStream open(String digest) throws IOException {
        file(digest);
        return cache.open(digest);
    }

    @Override
    public Path file(String digest) throws IOException {
        Bucket.Facts facts = facts(digest);
        if (memo.knows(digest, look(facts))) {
            try {
                return cache.file(digest);
            } catch (NoSuchFileException e) {
                // There is no copy here yet.
                return fetch(digest, facts);
            }
        }
        return fetch(digest, facts);
    }

    private Path fetch(String digest, Bucket.Facts facts) throws IOException {
        Stored found = bucket.read(digest, in -> cache.keep(out -> in.transferTo(out), digest));
        if (!found.digest().equals(digest)) {
            throw new DamagedObjectException(digest, found.digest(), quarantine(digest));
        }
        memo.note(digest, look(facts)); // As it was before, in case it was altered behind us.
        return cache.file(digest);
    }

    @Override
    public boolean sound(String digest) throws IOException {
        try {
            Bucket.Facts facts = facts(digest);
            if (!memo.knows(digest, look(facts))) {
                fetch(digest, facts);
            }
            return true;
        } catch (NoSuchFileException | DamagedObjectException e) {
            return false;
        }
    }

    @Override
    public boolean contains(String digest) {
        try {
            return bucket.look(name(digest)).isPresent();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public long size(String digest) throws IOException {
        return facts(digest).size();
    }

    @Override
    public Instant stored(String digest) throws IOException {
        return facts(digest).stored();
    }

    @Override
    public Optional<Stored> rehash(String digest, byte[] buffer) throws IOException {
        try {
            return Optional.of(bucket.read(name(digest), in -> Stored.of(in, buffer)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public long delete(String digest) throws IOException {
        Optional<Bucket.Facts> there = bucket.look(name(digest));
        memo.forget(digest);
        cache.forget(digest);
        if (there.isEmpty()) {
            return 0;
        }
        bucket.delete(digest);
        return there.get().size();
    }

    /** Fetches what is there into a directory of this machine, and deletes it from the bucket. */
    @Override
    public Path quarantine(String digest) throws IOException {
        memo.forget(name(digest));
        Path file = temporary.resolve(UUID.randomUUID().toString());
        try {
            Optional<Bucket.Facts> before = bucket.look(digest);
            bucket.read(
                    digest,
                    in -> {
                        Files.deleteIfExists(file);
                        return Files.copy(in, file);
                    });
            Path aside = quarantine.take(file, digest);
            // Another process may have put the right content there meanwhile.
            if (bucket.look(digest).equals(before)) {
                bucket.delete(digest);
            }
            return aside;
        } catch (NoSuchFileException e) {
            return quarantine.place(digest);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public List<Path> quarantined() throws IOException {
        return quarantine.all();
    }

    @Override
    public void forEach(Consumer<String> consumer) throws IOException {
        bucket.forEach(
                name -> {
                    if (ObjectStore.names(name)) {
                        consumer.accept(name);
                    }
                });
    }

    @Override
    public List<Path> stale(Duration age) throws IOException {
        return cache.stale(age);
    }

    private Bucket.Facts facts(String digest) throws IOException {
        return bucket.look(name(digest)).orElseThrow(() -> new NoSuchFileException(digest));
    }

    private static String name(String digest) {
        if (!ObjectStore.names(digest)) {
            throw new IllegalArgumentException("not a SHA-256 digest: " + digest);
        }
        return digest;
    }

    /** What changes whenever the server has another content under a name. */
    private static Look look(Bucket.Facts facts) {
        long tag = Long.parseUnsignedLong(Sha256.of(facts.tag()).substring(0, 16), 16);
        return new Look(
                facts.size(), TimeUnit.MILLISECONDS.toNanos(facts.stored().toEpochMilli()), tag, 0);
    }
}
