package xcflow.workflows.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds the files that a workflow names, and only those: no path may lead out of the root.
 *
 * @param root directory that no path may leave, not even by way of a symbolic link
 * @param directory that paths are relative to; lies in the root
 */
public record ProjectFiles(Path root, Path directory) {

    /**
     * The file, or a directory, which is meant by a path that ends with {@code /} and stands for
     * the files in it.
     *
     * @param path as the user wrote it, with {@code /} on every system
     * @throws IOException if there is no such file or it lies outside; the message is for the user
     */
    public Path find(String path) throws IOException {
        Path found;
        try {
            Path written = Path.of(path);
            if (path.isBlank() || written.isAbsolute()) {
                throw new IOException(
                        path.isBlank()
                                ? "the path of a file is empty"
                                : "'" + path + "' is absolute: paths are relative to the workflow");
            }
            found = directory.resolve(written).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("'" + path + "' is not a path", e);
        }
        Path top = root.toAbsolutePath().normalize();
        if (!found.toAbsolutePath().startsWith(top)) {
            throw outside(path);
        }
        if (!Files.exists(found)) {
            throw new IOException("there is no file '" + path + "'");
        }
        boolean isDirectory = Files.isDirectory(found);
        if (isDirectory && !path.endsWith("/")) {
            throw new IOException(
                    "'"
                            + path
                            + "' is a directory, not a file; where a task takes a directory, write '"
                            + path
                            + "/'");
        }
        if (!isDirectory && (!Files.isRegularFile(found) || path.endsWith("/"))) {
            throw new IOException(
                    "'" + path + "' is not a " + (path.endsWith("/") ? "directory" : "file"));
        }
        if (isDirectory && found.toAbsolutePath().equals(top)) {
            throw new IOException("'" + path + "' is the workflow's own directory");
        }
        if (!found.toRealPath().startsWith(top.toRealPath())) {
            throw outside(path);
        }
        return found;
    }

    private IOException outside(String path) {
        return new IOException(
                String.format(
                        Locale.ROOT,
                        "'%s' leads out of the workflow's directory, where files may not be taken from",
                        path));
    }
}
