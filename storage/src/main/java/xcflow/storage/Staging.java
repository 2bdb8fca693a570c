package xcflow.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.storage.files.Scratch;

/**
 * Objects that are in the store's directory but not yet in the store: they become visible together
 * with {@link #place}, or disappear with {@link #close}. Not thread-safe.
 */
public final class Staging implements AutoCloseable {
    private final ObjectStore objects;
    private final Path directory;
    private final Map<String, Path> staged = new LinkedHashMap<>();

    Staging(ObjectStore objects, Path directory) throws IOException {
        this.objects = objects;
        this.directory = Files.createDirectory(directory);
    }

    /**
     * Writes content to the disk, while hashing it.
     *
     * @return what the content really is; it is kept only if that is the expected digest
     */
    public ObjectStore.Stored add(Content content, String expected) throws IOException {
        Path file = directory.resolve(expected);
        ObjectStore.Stored stored = ObjectStore.write(file, content);
        if (stored.digest().equals(expected)) {
            staged.put(expected, file);
        } else {
            Files.deleteIfExists(file);
        }
        return stored;
    }

    /** Puts everything into the store; may be called again after it failed half-way. */
    public void place() throws IOException {
        List<String> digests = new ArrayList<>(staged.keySet());
        for (String digest : digests) {
            objects.place(staged.get(digest), digest);
            staged.remove(digest);
        }
    }

    @Override
    public void close() throws IOException {
        Scratch.delete(directory);
    }
}
