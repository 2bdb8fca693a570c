package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes up room. On a full disk nothing can be recorded, not even that something
 * was deleted; what cleans up gives this room away first, and takes it again afterwards.
 */
public final class Reserve {
    /**
     * Enough for the record of some ten thousand deleted files, and for the database's own pages.
     */
    private static final int BYTES = 2 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

    private final Path file;

    public Reserve(Path file) {
        this.file = file;
    }

    /** Takes the room if it is not taken; where there is none, there is no reserve. */
    public void take() {
        if (Files.exists(file) || !Files.isWritable(file.getParent())) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            // Zeros take no room in file systems that compress.
            byte[] bytes = new byte[BYTES];
            new Random(1).nextBytes(bytes);
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.debug("no reserve", e);
            give(part);
        }
    }

    /** Gives the room away. */
    public void give() {
        give(file);
    }

    private static void give(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("left behind: {}", file, e);
        }
    }
}
