package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Working directories of executions: empty at first, deleted at the end. */
public final class Scratch {
    private static final Pattern OF_EXECUTION = Pattern.compile("x(\\d{1,18})-.*");

    private final Path root;

    public Scratch(Path root) {
        this.root = root;
    }

    /** A new, empty directory whose name begins with the prefix. Closing it deletes it. */
    public Directory create(String prefix) throws IOException {
        Files.createDirectories(root);
        return new Directory(Files.createTempDirectory(root, prefix + "-"));
    }

    /** A new, empty directory for an execution, to which its name leads back. */
    public Directory create(long execution) throws IOException {
        return create("x" + execution);
    }

    /** The execution whose directory this is; empty for any other. */
    public static OptionalLong execution(Path directory) {
        Matcher name = OF_EXECUTION.matcher(directory.getFileName().toString());
        return name.matches()
                ? OptionalLong.of(Long.parseLong(name.group(1)))
                : OptionalLong.empty();
    }

    /** The directory of an execution, if it still exists. */
    public Optional<Path> find(long execution) throws IOException {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (var directories = Files.newDirectoryStream(root, "x" + execution + "-*")) {
            for (Path directory : directories) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    /** Directories that were not deleted and are older than the given time. */
    public List<Path> stale(Duration age) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        return Listing.olderThan(root, age);
    }

    /** Deletes a directory and everything in it; links are removed, not followed. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, IOException e)
                            throws IOException {
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /** A scratch directory in use. */
    public record Directory(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            delete(path);
        }
    }
}
