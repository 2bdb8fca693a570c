package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Says what is in the file of a functional, found by the service loader like tasks. The runner,
 * which records files that users bring along, knows no functional.
 */
public interface FunctionalFiles {

    /**
     * @param name by which its author knows it
     * @param architecture for example {@code constrained}
     * @param reference name of the reference functional that it imitates, or empty
     */
    record Description(String name, String architecture, String reference) {}

    /**
     * @throws IOException if it is not the file of a functional; the message says why
     */
    Description describe(Path file) throws IOException;
}
