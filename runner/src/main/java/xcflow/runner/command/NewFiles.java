package xcflow.runner.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A file or directory that does not exist yet, and appears as a whole or not at all. */
record NewFiles(Path target) {

    /**
     * @param files by their paths below the target; one with an empty path is the target itself
     * @throws RefusedException if the target exists
     */
    void write(Map<String, byte[]> files) throws IOException, RefusedException {
        if (Files.exists(target)) {
            throw new RefusedException(
                    "xcflow: "
                            + target
                            + " already exists: remove it, or choose another place with -o");
        }
        Path parent = target.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path scratch = Files.createTempDirectory(parent, ".xcflow-");
        try {
            Path whole = scratch.resolve("whole");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = file.getKey().isEmpty() ? whole : whole.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            Files.move(whole, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(scratch);
        }
    }

    /** Takes back what was written. */
    void remove() throws IOException {
        remove(target);
    }

    private static void remove(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(directory)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
