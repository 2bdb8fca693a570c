package xcflow.runner.web.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.runner.home.Project;
import xcflow.runner.report.Csv;
import xcflow.runner.view.ArtefactSummary;
import xcflow.runner.view.VisibleText;

/** What can be seen of a file at a glance. */
public final class ArtefactPreviews {
    private static final int ROWS = 50;
    private static final int TEXT = 16 * 1024;
    private static final int TABLE = 4 * TEXT;
    private static final long LARGEST_TABLE = 1 << 20;
    private static final long LARGEST_PICTURE = 5 << 20;

    private final Project project;

    public ArtefactPreviews(Project project) {
        this.project = project;
    }

    /**
     * @param kind {@code picture}, {@code table}, {@code text}, {@code arrays} or {@code structure}
     * @param text of a text
     * @param rows of a table, the first with the names of the columns
     * @param arrays of a NumPy file
     * @param whole whether this is everything
     */
    public record Preview(
            ArtefactSummary artefact,
            String kind,
            String text,
            List<List<String>> rows,
            List<NumpySummary.ArraySummary> arrays,
            boolean whole) {}

    /** A preview; empty if the file is gone, or nothing of it can be shown. */
    public Optional<Preview> of(ArtefactSummary artefact) throws IOException {
        if (!project.objects().contains(artefact.digest())) {
            return Optional.empty();
        }
        String type = artefact.mediaType().toLowerCase(Locale.ROOT);
        if (type.equals("image/svg+xml") || type.equals("image/png")) {
            return artefact.size() > LARGEST_PICTURE
                    ? Optional.empty()
                    : Optional.of(preview(artefact, "picture", "", List.of(), List.of(), true));
        } else if (type.startsWith("text/csv")) {
            return Optional.of(table(artefact));
        } else if (type.equals("application/x-npz") || artefact.name().endsWith(".npz")) {
            return arrays(artefact);
        } else if (type.startsWith("chemical/")) {
            return Optional.of(text(artefact, "structure"));
        } else if (type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/yaml")) {
            return Optional.of(text(artefact, "text"));
        }
        return Optional.empty();
    }

    /** Nothing of a file that has only the name of arrays. */
    private Optional<Preview> arrays(ArtefactSummary artefact) {
        try {
            List<NumpySummary.ArraySummary> arrays =
                    NumpySummary.of(project.objects().file(artefact.digest()));
            return Optional.of(preview(artefact, "arrays", "", List.of(), arrays, true));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Preview preview(
            ArtefactSummary artefact,
            String kind,
            String text,
            List<List<String>> rows,
            List<NumpySummary.ArraySummary> arrays,
            boolean whole) {
        return new Preview(artefact, kind, VisibleText.of(text), rows, arrays, whole);
    }

    private Preview text(ArtefactSummary artefact, String kind) throws IOException {
        boolean whole = artefact.size() <= TEXT;
        return preview(artefact, kind, beginning(artefact, TEXT), List.of(), List.of(), whole);
    }

    /** Whatever the file contains: bytes that are no text, or one line without end. */
    private Preview table(ArtefactSummary artefact) throws IOException {
        String text = beginning(artefact, TABLE);
        boolean whole = artefact.size() <= TABLE;
        if (!whole) {
            text = text.substring(0, Math.max(0, text.lastIndexOf('\n')));
        }
        List<List<String>> rows = Csv.read(text);
        boolean all = rows.size() <= ROWS + 1;
        return preview(
                artefact,
                "table",
                "",
                all ? rows : List.copyOf(rows.subList(0, ROWS + 1)),
                List.of(),
                whole && all);
    }

    private String beginning(ArtefactSummary artefact, int length) throws IOException {
        try (var in = Files.newInputStream(project.objects().file(artefact.digest()))) {
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
    }

    /** The lines of a table of numbers; none if it is gone, large or no table. */
    List<List<String>> lines(String digest, String mediaType, long size) throws IOException {
        return !mediaType.startsWith("text/csv")
                        || size > LARGEST_TABLE
                        || !project.objects().contains(digest)
                ? List.of()
                : Csv.read(
                        new String(
                                Files.readAllBytes(project.objects().file(digest)),
                                StandardCharsets.UTF_8));
    }
}
