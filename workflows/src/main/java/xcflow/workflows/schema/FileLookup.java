package xcflow.workflows.schema;

import java.io.IOException;
import java.util.Optional;
import xcflow.spi.Artefact;

/** Turns a path that the user wrote into the artefact with the file's content. */
@FunctionalInterface
public interface FileLookup {

    /** Refuses every path: for places where a file makes no sense. */
    FileLookup NONE =
            path -> {
                throw new IOException("no file can be given here");
            };

    /**
     * @param path as the user wrote it
     * @throws IOException if there is no such file or it may not be used; the message is for the
     *     user and complete
     */
    Artefact find(String path) throws IOException;

    /**
     * The file of a functional version on record.
     *
     * @param name as the user wrote it
     * @return empty if the name is not that of a version, or is built in
     * @throws IOException if it could be several versions or one that is gone; the message is for
     *     the user and complete
     */
    default Optional<Artefact> functional(String name) throws IOException {
        return Optional.empty();
    }
}
