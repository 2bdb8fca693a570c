package xcflow.workflows.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the files of functional versions on record while a workflow is read. */
@FunctionalInterface
public interface VersionFiles {
    /** Where nothing is on record. */
    VersionFiles NONE = name -> Optional.empty();

    /**
     * @return empty if the name is not that of a version, or is built in
     * @throws IOException if it could be several versions or one that is gone; the message is for
     *     the user and complete
     */
    Optional<Path> find(String name) throws IOException;
}
