package xcflow.workflows.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.schema.VersionFiles;

/**
 * The files that a workflow names, while it is read. Their content is not hashed yet: the artefacts
 * are placeholders, whose digests only tell them apart.
 */
final class KnownFiles implements FileLookup {
    private final ProjectFiles files;
    private VersionFiles functionals = VersionFiles.NONE;
    private final List<Path> found = new ArrayList<>();

    KnownFiles(ProjectFiles files) {
        this.files = files;
    }

    @Override
    public Artefact find(String path) throws IOException {
        return placeholder(files.find(path));
    }

    @Override
    public Optional<Artefact> functional(String name) throws IOException {
        return functionals.find(name).map(this::placeholder);
    }

    /** Where names of functionals are looked up from now on. */
    void use(VersionFiles others) {
        functionals = others;
    }

    private Artefact placeholder(Path file) {
        found.add(file);
        return new Artefact(
                String.format(Locale.ROOT, "%064x", found.size() - 1),
                String.valueOf(file.getFileName()),
                "application/octet-stream",
                0);
    }

    /** The file that a placeholder stands for. */
    Path file(Artefact placeholder) {
        return found.get(Integer.parseInt(placeholder.digest(), 16));
    }
}
