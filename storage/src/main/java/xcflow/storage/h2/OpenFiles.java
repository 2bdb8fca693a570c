package xcflow.storage.h2;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Database files that this process has open.
 *
 * <p>The locks of a file belong to the whole process where POSIX rules: closing any handle of the
 * file gives all of them up. So nothing may look into a database file by itself while the database
 * has it open, and the only place that can know is one for the whole process.
 */
public final class OpenFiles {
    private static final Integer RESERVED = -1;

    /** How many times each file is open; {@link #RESERVED} while somebody looks into it. */
    private static final Map<Path, Integer> OPEN = new HashMap<>();

    private OpenFiles() {}

    /** The right to open and close a file that the database may not open meanwhile. */
    public record Reservation(Path file) implements AutoCloseable {
        @Override
        public void close() {
            synchronized (OPEN) {
                OPEN.remove(file);
                OPEN.notifyAll();
            }
        }
    }

    /** Reserves a file; empty if the database has it open in this process. */
    public static Optional<Reservation> reserve(Path file) {
        synchronized (OPEN) {
            waitUntilFree(file);
            if (OPEN.putIfAbsent(file, RESERVED) != null) {
                return Optional.empty();
            }
            return Optional.of(new Reservation(file));
        }
    }

    /** Counts an opening, which waits for whoever has the file reserved. */
    static void opened(Path file) {
        synchronized (OPEN) {
            waitUntilFree(file);
            OPEN.merge(file, 1, Integer::sum);
        }
    }

    static void closed(Path file) {
        synchronized (OPEN) {
            OPEN.computeIfPresent(file, (path, count) -> count == 1 ? null : count - 1);
        }
    }

    private static void waitUntilFree(Path file) {
        boolean interrupted = false;
        while (RESERVED.equals(OPEN.get(file))) {
            try {
                OPEN.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
