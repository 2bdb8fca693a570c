package xcflow.runner.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import xcflow.storage.home.Home;

/**
 * The right to drive a run, held by one process at a time. The operating system takes it back when
 * the process dies, however it dies.
 */
public final class RunLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock; empty if a living process has it. */
    public static Optional<RunLock> take(Home home, long run) throws IOException {
        Path file = file(home, run);
        Files.createDirectories(file.getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new RunLock(file, channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether a living process has the lock. */
    public static boolean taken(Home home, long run) throws IOException {
        if (!Files.exists(file(home, run))) {
            return false;
        }
        Optional<RunLock> lock = take(home, run);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    private static Path file(Home home, long run) {
        return home.directory().resolve("locks").resolve("run-" + run);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
