package xcflow.runner.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A directory as a queue. It belongs to one project, whose home is named in the file {@value
 * #MARKER} inside; only tickets are taken from it. What a person keeps in a directory is never
 * taken for a queue.
 */
final class QueueDirectory {
    private static final String MARKER = ".xcflow-queue";

    /** A process holds a ticket that it takes for moments only; longer, and it was killed. */
    private static final Duration TAKEN = Duration.ofMinutes(1);

    private QueueDirectory() {}

    /**
     * Marks the directory as the project's; creates it if it does not exist.
     *
     * @throws UnusableQueueException if it holds anything else, or belongs to another project
     */
    static void claim(Path directory, Path home) {
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new UnusableQueueException(
                        "xcflow: the queue " + directory + " is not a directory");
            }
            Files.createDirectories(directory);
            String owner = home.toAbsolutePath().normalize().toString();
            Path marker = directory.resolve(MARKER);
            if (!Files.exists(marker)) {
                mark(directory, marker, owner);
            }
            String marked = Files.readString(marker).strip();
            if (!marked.equals(owner)) {
                throw new UnusableQueueException(
                        String.format(
                                Locale.ROOT,
                                "xcflow: the queue %s belongs to the project %s; give this one a queue of its own",
                                directory,
                                marked));
            }
            sweep(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the queue " + directory + ": " + e, e);
        }
    }

    private static void mark(Path directory, Path marker, String owner) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(MARKER)) {
                    throw new UnusableQueueException(
                            String.format(
                                    Locale.ROOT,
                                    "xcflow: the directory %s is not empty (%s) and was never a queue of xcflow; choose another",
                                    directory,
                                    file.getFileName()));
                }
            }
        }
        try {
            // Whole or not at all: another process may look at this moment.
            Path draft = Files.createTempFile(directory, MARKER, ".tmp");
            Files.writeString(draft, owner + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(marker, draft);
            Files.delete(draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its word is read by the caller.
        }
    }

    private static void sweep(Path directory) throws IOException {
        Instant limit = Instant.now().minus(TAKEN);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        directory, "{ticket-*.camelExclusiveReadLock,.ticket-*}")) {
            for (Path file : files) {
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
