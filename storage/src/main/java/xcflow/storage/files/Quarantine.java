package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The directory into which altered objects are put, for a later look at them. */
public final class Quarantine {
    private final Path directory;

    public Quarantine(Path directory) {
        this.directory = directory;
    }

    /** Puts an object's file here; returns where it is now, even if another process did it. */
    public Path take(Path file, String digest) throws IOException {
        Files.createDirectories(directory);
        Path target = directory.resolve(digest);
        for (int i = 2; Files.exists(target); i++) {
            target = directory.resolve(digest + "." + i);
        }
        try {
            Durable.rename(file, target);
        } catch (NoSuchFileException e) {
            return place(digest);
        }
        return target;
    }

    /** Where an object is that was put here once. */
    public Path place(String digest) {
        return directory.resolve(digest);
    }

    /** Everything that was put here, ordered by name. */
    public List<Path> all() throws IOException {
        return Files.isDirectory(directory) ? Listing.sorted(directory) : List.of();
    }
}
