package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Makes programs that ask libxc about a functional get the answers of another one, by a library
 * that is loaded before libxc. Found by the service loader.
 */
public interface FunctionalPreload {

    /**
     * The library of a functional, built where it is not there yet.
     *
     * @param functional content of the functional's file
     * @param place directory for a new one if the user's cache cannot be written
     * @throws IOException if the functional cannot be exported or the library cannot be built here;
     *     the message says why
     */
    Path library(byte[] functional, Path place) throws IOException;

    /**
     * What a program needs in its environment.
     *
     * @param report file that {@link #use} reads afterwards
     * @param replaced numbers of libxc as the user wrote them; empty for those of PBE
     */
    Map<String, String> environment(Path library, Path report, Optional<String> replaced);

    /** What the program and all its processes used, as they reported; empty if nothing did. */
    Optional<Use> use(Path report) throws IOException;

    /**
     * @param whole whether the functional was used, and its exchange as well as its correlation
     * @param exchange number of points at which the exchange was evaluated
     * @param correlation likewise
     * @param text the report, for people
     */
    record Use(boolean whole, long exchange, long correlation, String text) {}
}
