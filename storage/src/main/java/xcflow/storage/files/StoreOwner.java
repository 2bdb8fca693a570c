package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import xcflow.storage.UnusableDatabaseException;

/**
 * The file {@value #MARKER} of a directory of objects, which says whose they are: records that do
 * not mention an object let it be deleted, so that two projects must not share a directory.
 */
final class StoreOwner {
    private static final String MARKER = "project";

    private final Path directory;

    StoreOwner(Path directory) {
        this.directory = directory;
    }

    /**
     * @throws UnusableDatabaseException if the directory belongs to another project
     */
    void claim(String project) throws IOException {
        Path marker = directory.resolve(MARKER);
        String owner;
        try {
            owner = Files.readString(marker).strip();
        } catch (NoSuchFileException e) {
            mark(marker, project);
            owner = Files.readString(marker).strip();
        }
        if (!owner.equals(project)) {
            throw new UnusableDatabaseException(
                    "the objects in "
                            + directory
                            + " belong to another project ("
                            + owner
                            + "), whose records are in another database; this one ("
                            + project
                            + ") needs a directory of its own");
        }
    }

    /** Whole or not at all, and the first of several wins: no lock is needed. */
    private void mark(Path marker, String project) throws IOException {
        Path draft = directory.resolve("tmp").resolve("project-" + UUID.randomUUID());
        try {
            Durable.write(
                    draft,
                    out ->
                            out.write(
                                    (project + "\n")
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            try {
                Files.createLink(marker, draft);
            } catch (UnsupportedOperationException e) {
                Files.copy(draft, marker);
            }
            Durable.syncDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker; its word is read by the caller.
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
