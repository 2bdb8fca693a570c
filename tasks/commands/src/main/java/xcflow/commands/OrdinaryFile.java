package xcflow.commands;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are named on the command line. A pipe may never begin, and a device never end. */
final class OrdinaryFile {
    private OrdinaryFile() {}

    /**
     * @throws IllegalArgumentException if the path names a pipe, a device or a directory
     */
    static Path of(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    path + " is not a file: pipes, devices and directories are not read");
        }
        return path;
    }

    /** The content; the caller closes it. */
    static InputStream open(Path path) throws IOException {
        return new BufferedInputStream(Files.newInputStream(of(path)));
    }
}
