package xcflow.experiments.input;

import java.io.IOException;
import java.nio.file.Path;
import xcflow.spi.Artefact;

/** Where the content of an input is: in the store when a task runs, beside the workflow before. */
@FunctionalInterface
public interface InputFiles {

    /** Read-only file with the content. */
    Path file(Artefact artefact) throws IOException;
}
