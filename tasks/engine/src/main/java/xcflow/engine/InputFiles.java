package xcflow.engine;

import java.io.IOException;
import java.nio.file.Path;
import xcflow.spi.Artefact;

/** Gives the read-only file behind an artefact. */
@FunctionalInterface
public interface InputFiles {

    /** For settings that name no files. */
    InputFiles NONE =
            artefact -> {
                throw new IOException("there is no file " + artefact.name());
            };

    Path file(Artefact artefact) throws IOException;
}
