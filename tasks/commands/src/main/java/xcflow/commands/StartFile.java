package xcflow.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The file of the option {@code --start}. */
final class StartFile {
    private StartFile() {}

    /** What the content of a file means. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if its content cannot be used
     * @throws IOException if it cannot be opened
     */
    static <T> T read(Path file, Reader<T> reader) throws IOException {
        try (InputStream in = OrdinaryFile.open(file)) {
            try {
                return reader.read(in);
            } catch (IOException e) {
                throw new IllegalArgumentException("--start " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
