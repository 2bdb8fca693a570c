package xcflow.storage.files;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import xcflow.storage.Content;
import xcflow.storage.Sha256;

/**
 * Intermediate states of long computations, one for each name; the name is the cache key. A file
 * begins with the identity of its computation and ends with the digest of everything before, so
 * that what was cut off, altered or made by other code is not taken for a state.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,100}");

    private static final String MAGIC = "xcflow checkpoint 1\n";
    private static final int DIGEST_LENGTH = 64;
    private static final int PART = 1 << 16;

    private final Path root;

    public Checkpoints(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root);
    }

    /** Told of the digest of a checkpoint just before it replaces the last one. */
    @FunctionalInterface
    public interface Notice {
        void of(String digest);
    }

    /**
     * What was found.
     *
     * @param content the checkpoint, which the caller closes; empty if there is none
     * @param digest of the whole file
     * @param refused why a checkpoint that is there is not given; empty if it is, or there is none
     */
    public record Found(Optional<InputStream> content, String digest, String refused) {
        static Found nothing(String refused) {
            return new Found(Optional.empty(), "", refused);
        }
    }

    /**
     * Replaces a checkpoint. Whatever happens, either the old or the new one can be read.
     *
     * @param identity of the computation that writes it, one line; only it reads it again
     */
    public void save(String name, String identity, Content content, Notice notice)
            throws IOException {
        Path target = path(name);
        Path file = root.resolve(name + "." + UUID.randomUUID() + ".tmp");
        MessageDigest hash = Sha256.start();
        try {
            Durable.write(
                    file,
                    out -> {
                        BufferedOutputStream buffered =
                                new BufferedOutputStream(
                                        new DigestOutputStream(out, hash), 1 << 16);
                        buffered.write(header(identity));
                        content.writeTo(buffered);
                        buffered.flush();
                        String digest = HexFormat.of().formatHex(hash.digest());
                        out.write(digest.getBytes(StandardCharsets.US_ASCII));
                        notice.of(digest);
                    });
            Durable.rename(file, target);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Opens a checkpoint if there is one that is whole and of this computation.
     *
     * @param known whether a checkpoint with a digest was noted
     */
    public Found load(String name, String identity, Predicate<String> known) throws IOException {
        Path file = path(name);
        if (!Files.isRegularFile(file)) {
            return Found.nothing("");
        }
        byte[] header = header(identity);
        long length = Files.size(file) - DIGEST_LENGTH;
        if (length < header.length) {
            return Found.nothing("it is cut off, or of an earlier version of xcflow");
        }
        MessageDigest hash = Sha256.start();
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), PART)) {
            byte[] found = in.readNBytes(header.length);
            if (!Arrays.equals(found, header)) {
                return Found.nothing("it was made by another task, version or code");
            }
            hash.update(found);
            if (!digest(in, length - header.length, hash)) {
                return Found.nothing("it is cut off");
            }
            String digest = HexFormat.of().formatHex(hash.digest());
            String written = new String(in.readNBytes(DIGEST_LENGTH), StandardCharsets.US_ASCII);
            if (!digest.equals(written)) {
                return Found.nothing("its content was altered or cut off");
            }
            return known.test(digest)
                    ? new Found(Optional.of(content(file, header.length, length)), digest, "")
                    : Found.nothing("nobody recorded that it was saved");
        }
    }

    private static boolean digest(InputStream in, long length, MessageDigest hash)
            throws IOException {
        byte[] part = new byte[PART];
        long left = length;
        while (left > 0) {
            int count = in.read(part, 0, (int) Math.min(part.length, left));
            if (count < 0) {
                return false;
            }
            hash.update(part, 0, count);
            left -= count;
        }
        return true;
    }

    private static InputStream content(Path file, int from, long to) throws IOException {
        InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()), PART);
        in.skipNBytes(from);
        return new BoundedInput(in, to - from);
    }

    private static byte[] header(String identity) {
        return (MAGIC + identity + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there is a checkpoint. */
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    /** Deletes a checkpoint if there is one. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /** Names of checkpoints and temporary files that nobody has written to for the given time. */
    public List<Path> stale(Duration age) throws IOException {
        return Listing.olderThan(root, age);
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a checkpoint: " + name);
        }
        return root.resolve(name);
    }
}
