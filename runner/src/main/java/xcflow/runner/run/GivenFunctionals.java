package xcflow.runner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.ServiceLoader;
import xcflow.provenance.Provenance;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalFiles;
import xcflow.spi.FunctionalFiles.Description;

/**
 * Functionals that users give as files. Their content becomes a version on record, so that what is
 * measured of it and made of it has an origin with a name.
 */
record GivenFunctionals(Provenance provenance) {
    private static final String EXTENSION = ".xcf";

    /** Records the functionals among the files of a workflow that are not on record yet. */
    void record(Map<String, Artefact> files) {
        files.forEach(
                (path, artefact) -> {
                    if (path.endsWith(EXTENSION) && !known(artefact)) {
                        record(artefact);
                    }
                });
    }

    private boolean known(Artefact artefact) {
        return provenance.functionals().find(artefact.digest()).isPresent();
    }

    private void record(Artefact artefact) {
        for (FunctionalFiles reader : ServiceLoader.load(FunctionalFiles.class)) {
            try {
                Description found = reader.describe(provenance.objects().file(artefact.digest()));
                provenance
                        .externalVersions()
                        .imported(
                                found.name(),
                                artefact.digest(),
                                found.architecture(),
                                found.reference());
                return;
            } catch (UncheckedIOException | IOException e) {
                // Not the file of a functional: the task that reads it says what is wrong.
                continue;
            }
        }
    }
}
