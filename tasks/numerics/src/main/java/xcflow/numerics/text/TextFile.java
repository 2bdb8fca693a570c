package xcflow.numerics.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A text in memory.
 *
 * @param name for messages, usually the path as the user wrote it
 * @param lines without their ends, which may be LF, CR LF or CR
 */
public record TextFile(String name, List<String> lines) {

    /** Largest file that is read, bytes: a structure or basis set of any use is far smaller. */
    static final int LARGEST = 16 << 20;

    public TextFile {
        lines = List.copyOf(lines);
    }

    /** The text of a string. */
    public static TextFile of(String name, String text) {
        return new TextFile(name, text.lines().toList());
    }

    /** As {@link #read(Path, String)} under the path as its name. */
    public static TextFile read(Path path) {
        return read(path, path.toString());
    }

    /**
     * A whole file.
     *
     * @throws TextException if it does not exist, is a directory, pipe or device, is too large or
     *     no text
     */
    public static TextFile read(Path path, String name) {
        if (!Files.exists(path)) {
            throw new TextException("there is no file " + name);
        }
        if (!Files.isRegularFile(path)) {
            String kind = Files.isDirectory(path) ? "a directory" : "a pipe or device";
            throw new TextException(name + " is " + kind + ", not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new TextException(
                        String.format(
                                Locale.ROOT,
                                "%s is larger than the %d MB that are read",
                                name,
                                LARGEST >> 20));
            }
            return of(name, Encoding.decode(name, bytes));
        } catch (IOException e) {
            throw new TextException("cannot read " + name + " (" + e.getMessage() + ")");
        }
    }

    /** Line of an index from 0. */
    public Line line(int index) {
        return new Line(name, index + 1, lines.get(index));
    }
}
