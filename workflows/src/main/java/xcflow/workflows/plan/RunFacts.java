package xcflow.workflows.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;

/**
 * What a plan has to know of the run.
 *
 * @param id seen by expressions as {@code run.id}
 * @param environment of which expressions see what the workflow declares
 * @param files stores the content of a file that a workflow names
 */
public record RunFacts(String id, Map<String, String> environment, FileStore files) {

    /** Puts files of the user into the object store. */
    @FunctionalInterface
    public interface FileStore {

        /**
         * @param file exists and lies inside the workflow's root directory
         * @return handle of the file's present content
         */
        Artefact store(Path file) throws IOException;

        /**
         * The file of a functional version on record.
         *
         * @return empty if the name is not that of a version, or is built in
         * @throws IOException if it could be several versions or one that is gone
         */
        default Optional<Artefact> functional(String name) throws IOException {
            return Optional.empty();
        }
    }
}
