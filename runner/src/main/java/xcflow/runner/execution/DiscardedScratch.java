package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.files.Scratch;

/**
 * Scratch directories that nobody uses any more. Small ones are kept while more come, and deleted
 * together when none does: file systems are slow to give back what was deleted a moment ago (ext4
 * without a journal looks at all of it for each new file, which took an eighth of the time of a
 * thousand short commands). Not thread-safe.
 */
final class DiscardedScratch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiscardedScratch.class);

    /** How much is kept at most: directories, and bytes in them. */
    private static final int MOST = 4096;

    private static final long MOST_BYTES = 64L << 20;

    /** What makes a directory small: entries, and bytes in its files. */
    private static final int FEW = 32;

    private static final long SMALL = 256L << 10;

    private final List<Scratch.Directory> kept = new ArrayList<>();
    private long bytes;

    /**
     * Takes what has been discarded since the last time.
     *
     * @param batch empty if nothing has: then all is deleted
     */
    void add(List<Scratch.Directory> batch) {
        for (Scratch.Directory next : batch) {
            long size = size(next.path());
            if (size > SMALL) {
                delete(next);
            } else {
                kept.add(next);
                bytes += size;
            }
        }
        if (batch.isEmpty() || kept.size() > MOST || bytes > MOST_BYTES) {
            close();
        }
    }

    /** Deletes everything. */
    @Override
    public void close() {
        kept.forEach(DiscardedScratch::delete);
        kept.clear();
        bytes = 0;
    }

    /** Bytes of the files in a directory; a great many if it is not certain to be small. */
    private static long size(Path directory) {
        long size = 0;
        List<Path> open = new ArrayList<>(List.of(directory));
        int count = 0;
        try {
            while (!open.isEmpty()) {
                try (DirectoryStream<Path> entries =
                        Files.newDirectoryStream(open.remove(open.size() - 1))) {
                    for (Path entry : entries) {
                        BasicFileAttributes attributes =
                                Files.readAttributes(
                                        entry,
                                        BasicFileAttributes.class,
                                        LinkOption.NOFOLLOW_LINKS);
                        if (attributes.isDirectory()) {
                            open.add(entry);
                        }
                        size += attributes.size();
                        if (++count > FEW || size > SMALL) {
                            return Long.MAX_VALUE;
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return Long.MAX_VALUE;
        }
        return size;
    }

    private static void delete(Scratch.Directory directory) {
        try {
            directory.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot delete {}: {}", directory.path(), e.toString());
        }
    }
}
