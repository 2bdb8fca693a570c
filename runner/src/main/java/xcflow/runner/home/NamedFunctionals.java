package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.UnknownVersionException;
import xcflow.spi.Artefact;
import xcflow.spi.ReferenceFunctionals;
import xcflow.workflows.text.Suggestion;

/**
 * The files of functional versions by what users call the versions. Names of built-in functionals
 * are never those of versions.
 *
 * @param newest id of the latest version that counts: a run sees those that there were when it was
 *     submitted, also when it is taken up again
 */
public record NamedFunctionals(Provenance provenance, long newest) {
    private static final String MEDIA_TYPE = "application/vnd.xcflow.functional+zip";

    /** All that are on record now. */
    public static NamedFunctionals now(Provenance provenance) {
        return new NamedFunctionals(provenance, provenance.functionals().newest());
    }

    /**
     * The file of a version.
     *
     * @return empty if the name is not that of a version, or is built in
     * @throws IOException if it could mean several versions, if it looks like a slip in the name of
     *     one, or if the file is gone; the message is for the user
     */
    public Optional<Artefact> find(String name) throws IOException {
        if (builtIn(name)) {
            return Optional.empty();
        }
        try {
            Optional<FunctionalRecord> version = provenance.functionals().find(name, newest);
            if (version.isEmpty() && name.matches(".+@\\d{1,9}")) {
                provenance.functionals().get(name);
            }
            if (version.isEmpty()) {
                refuseSlip(name);
            }
            return version.isPresent() ? Optional.of(file(name, version.get())) : Optional.empty();
        } catch (UnknownVersionException e) {
            throw new IOException(e.getMessage() + "; 'xcflow functional list' shows all", e);
        }
    }

    /** As {@link #find}, the path instead of the artefact. */
    public Optional<Path> path(String name) throws IOException {
        Optional<Artefact> found = find(name);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(provenance.objects().file(found.get().digest()));
    }

    /** A name near one on record; what has other characters is a sum of built-in functionals. */
    private void refuseSlip(String name) throws IOException {
        if (name.matches("[A-Za-z0-9._@ -]+")) {
            String near = Suggestion.forName(name, provenance.functionals().series().keySet());
            if (near.contains("did you mean")) {
                throw new IOException("there is no functional " + name + near);
            }
        }
    }

    private Artefact file(String name, FunctionalRecord version) throws IOException {
        if (version.kind().equals("reference")) {
            throw new IOException(
                    name + " is the built-in " + version.name() + ": write " + version.name());
        }
        if (!provenance.objects().contains(version.digest())) {
            throw new IOException("the file of " + version.label() + " is no longer stored here");
        }
        Path file = provenance.objects().file(version.digest());
        return new Artefact(
                version.digest(), version.label() + ".xcf", MEDIA_TYPE, Files.size(file));
    }

    /** Whether a functional that is built in is called so. */
    public static boolean builtIn(String name) {
        return ServiceLoader.load(ReferenceFunctionals.class).stream()
                .anyMatch(provider -> provider.get().find(name).isPresent());
    }
}
