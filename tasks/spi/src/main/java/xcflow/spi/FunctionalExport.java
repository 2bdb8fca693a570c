package xcflow.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes a functional for other programs, found by the service loader like tasks. The runner, which
 * has the files of all versions, knows no functional.
 */
public interface FunctionalExport {

    /** Names of the formats that there are, such as {@code c}. */
    List<String> formats();

    /**
     * A name for the directory of an export that is the same for all formats.
     *
     * @throws IOException if this is not the file of a functional; the message says why
     */
    String directory(byte[] functional) throws IOException;

    /**
     * The files of an export by their paths within its directory; the same functional gives the
     * same bytes.
     *
     * @param format one of {@link #formats}
     * @param functional content of the functional's file
     * @throws IOException if it is not the file of a functional, or cannot be exported; the message
     *     says why
     */
    SortedMap<String, byte[]> files(String format, byte[] functional) throws IOException;

    /**
     * Builds what an export of the format is for, such as a shared library.
     *
     * @param directory where the files of the export are
     * @return the file that was built
     * @throws IOException if it cannot be built here, or is wrong; the message says why
     */
    Path build(String format, Path directory) throws IOException;
}
