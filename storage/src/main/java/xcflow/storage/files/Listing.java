package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What lies in a directory that others may be changing. */
final class Listing {
    private Listing() {}

    /** All entries, ordered by name. */
    static List<Path> sorted(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    /** Entries that nobody has written to for the given time, ordered by name. */
    static List<Path> olderThan(Path directory, Duration age) throws IOException {
        Instant limit = Instant.now().minus(age);
        List<Path> old = new ArrayList<>();
        for (Path entry : sorted(directory)) {
            try {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
                    old.add(entry);
                }
            } catch (NoSuchFileException e) {
                // Another process was done with it meanwhile.
                continue;
            }
        }
        return old;
    }
}
