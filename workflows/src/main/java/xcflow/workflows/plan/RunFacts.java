package xcflow.workflows.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
    }
}
