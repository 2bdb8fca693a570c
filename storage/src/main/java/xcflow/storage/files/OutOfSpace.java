package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether something failed for want of room: it reaches us inside the exceptions of whatever wrote.
 */
public final class OutOfSpace {
    /** What a message of an execution contains that failed for it. */
    public static final String MESSAGE = "the disk is full";

    private static final String FULL = "no space left on device";
    private static final String QUOTA = "quota exceeded";
    private static final int DEPTH = 20;
    private static final long NOTHING = 64L << 10;

    private OutOfSpace() {}

    /** Whether the reason of an error is that a disk is full. */
    public static boolean isReasonOf(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .anyMatch(OutOfSpace::says);
    }

    /** Whether next to nothing can be written to the disk of a file or directory. */
    public static boolean isAt(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace() < NOTHING;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean says(Throwable error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return (error instanceof IOException || error instanceof SQLException)
                && (message.contains(FULL) || message.contains(QUOTA));
    }
}
