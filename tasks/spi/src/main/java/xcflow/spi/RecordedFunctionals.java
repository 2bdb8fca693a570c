package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The functional versions on record, by what users call them. The top command of the command line
 * is one: it is how commands of modules find versions in the project that the user works with.
 */
public interface RecordedFunctionals {

    /**
     * The file of a version.
     *
     * @param text {@code NAME@NUMBER}, {@code NAME} for the latest, a tag, or at least eight digits
     *     of a digest
     * @return empty if nothing on record is called so, or it is built in
     * @throws IOException if it could mean several versions, if the series has no such number, or
     *     if the file is gone; the message is for the user
     */
    Optional<Path> file(String text) throws IOException;
}
