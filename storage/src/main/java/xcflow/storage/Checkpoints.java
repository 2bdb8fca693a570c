package xcflow.storage;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Intermediate states of long computations, one for each name; the name is the cache key. */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,100}");

    private final Path root;

    Checkpoints(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root);
    }

    /** Replaces a checkpoint. Whatever happens, either the old or the new one can be read. */
    public void save(String name, Content content) throws IOException {
        Path target = path(name);
        Path file = root.resolve(name + "." + UUID.randomUUID() + ".tmp");
        try {
            Durable.write(
                    file,
                    out -> {
                        BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                        content.writeTo(buffered);
                        buffered.flush();
                    });
            Durable.rename(file, target);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Opens a checkpoint if there is one; the caller closes it. */
    public Optional<InputStream> load(String name) throws IOException {
        Path file = path(name);
        return Files.exists(file)
                ? Optional.of(new FileInputStream(file.toFile()))
                : Optional.empty();
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
        Instant limit = Instant.now().minus(age);
        try (var files = Files.list(root)) {
            return files.filter(
                            file -> {
                                try {
                                    return Files.getLastModifiedTime(file)
                                            .toInstant()
                                            .isBefore(limit);
                                } catch (NoSuchFileException e) {
                                    return false;
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            })
                    .sorted()
                    .toList();
        }
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a checkpoint: " + name);
        }
        return root.resolve(name);
    }
}
