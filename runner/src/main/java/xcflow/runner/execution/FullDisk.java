package xcflow.runner.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The disk on which this machine works, when others could do the work as well: what failed because
 * there was no room left, and did not use it up itself, is theirs to try.
 */
final class FullDisk {
    /** With less than this nothing can be done. */
    private static final long LEAST = 1 << 20;

    private final Room room;

    /** Bytes that are left. */
    @FunctionalInterface
    interface Room {
        long left() throws IOException;
    }

    /**
     * @param directory where executions work; made if it does not exist
     */
    FullDisk(Path directory) {
        this(() -> Files.getFileStore(Files.createDirectories(directory)).getUsableSpace());
    }

    FullDisk(Room room) {
        this.room = room;
    }

    /** Whether there is no room left; if nobody knows, there is. */
    boolean full() {
        try {
            return room.left() < LEAST;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether there is no room left and somebody else has taken it.
     *
     * @param own directory of an execution
     */
    boolean victim(Path own) {
        return full() && size(own) < LEAST;
    }

    private static long size(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
