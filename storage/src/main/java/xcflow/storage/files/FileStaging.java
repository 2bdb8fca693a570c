package xcflow.storage.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.storage.Content;
import xcflow.storage.ObjectStore;
import xcflow.storage.Staging;

/** Objects that wait in a directory of the store for being renamed into it. */
final class FileStaging implements Staging {
    private final FileObjectStore objects;
    private final Path directory;
    private final Map<String, Path> staged = new LinkedHashMap<>();

    FileStaging(FileObjectStore objects, Path directory) throws IOException {
        this.objects = objects;
        this.directory = Files.createDirectory(directory);
    }

    @Override
    public ObjectStore.Stored add(Content content, String expected) throws IOException {
        Path file = directory.resolve(expected);
        ObjectStore.Stored stored = FileObjectStore.write(file, content);
        if (stored.digest().equals(expected)) {
            staged.put(expected, file);
        } else {
            Files.deleteIfExists(file);
        }
        return stored;
    }

    @Override
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
