package xcflow.functional;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads functionals of one file format; found by the service loader. This is how {@link
 * Functionals#resolve} learns about formats without knowing them.
 */
public interface FunctionalReader {

    /** Whether the file looks like this format, judged by its first bytes or its name; cheap. */
    boolean recognises(Path file) throws IOException;

    /**
     * Reads a functional.
     *
     * @throws IOException if the file is damaged or of an unknown version; the message is shown to
     *     the user
     */
    Functional read(Path file) throws IOException;
}
