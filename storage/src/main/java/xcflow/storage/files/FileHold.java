package xcflow.storage.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The lock of a file, held by one process at a time, and within it by one thread. The operating
 * system takes it back when the process dies, however it dies.
 *
 * <p>POSIX gives up all locks that a process has on a file as soon as the process closes any
 * channel to it, so a file that is held here is never opened a second time. The file of a lock is
 * deleted when it is given back. Opening and locking, and deleting and closing, each happen while
 * another file of the directory is locked, which stays: otherwise a lock might be taken of a file
 * that nobody else will find any more.
 */
public final class FileHold implements Closeable {
    private static final Set<Path> HELD = new HashSet<>();
    private static final String GATE = ".gate";

    private final Path file;
    private final FileChannel channel;

    private FileHold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock; empty if a living process has it. */
    public static Optional<FileHold> take(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path place = file.getParent().toRealPath().resolve(file.getFileName());
        synchronized (HELD) {
            if (HELD.contains(place)) {
                return Optional.empty();
            }
            try (FileChannel gate = open(place.resolveSibling(GATE));
                    FileLock passing = gate.lock()) {
                FileChannel channel = open(place);
                if (channel.tryLock() == null) {
                    channel.close();
                    return Optional.empty();
                }
                HELD.add(place);
                return Optional.of(new FileHold(place, channel));
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Whether a living process has the lock. */
    public static boolean taken(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Optional<FileHold> lock = take(file);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (!channel.isOpen()) {
                return;
            }
            try (FileChannel gate = open(file.resolveSibling(GATE));
                    FileLock passing = gate.lock();
                    channel) {
                Files.deleteIfExists(file);
            } finally {
                channel.close();
                HELD.remove(file);
            }
        }
    }
}
