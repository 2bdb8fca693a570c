package xcflow.runner.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.LineageGraph;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.functional.Note;
import xcflow.provenance.functional.UnknownVersionException;
import xcflow.runner.home.Project;
import xcflow.runner.value.PlainJson;
import xcflow.spi.FunctionalCard;
import xcflow.spi.FunctionalComparison;
import xcflow.spi.FunctionalComparison.Subject;
import xcflow.spi.FunctionalExport;

/** The registry of functionals as pages and programs see it. */
public final class FunctionalDetails {
    /** Stages of approval in their order. A note that begins with one of them says so. */
    public static final List<String> STAGES = List.of("draft", "reviewed", "approved", "withdrawn");

    private static final String STAGE = "stage:";
    private static final int SERIES = 500;

    private final Project project;
    private final GeometryNames geometries;
    private final FunctionalRegistry registry;

    public FunctionalDetails(Project project, GeometryNames geometries) {
        this.project = project;
        this.geometries = geometries;
        this.registry = project.provenance().functionals();
    }

    /** A page of versions, newest first. */
    public Paged<FunctionalSummary> list(
            Optional<String> name, Optional<String> tag, int offset, int limit) {
        return new Paged<>(
                registry.count(name, tag),
                offset,
                limit,
                summaries(registry.list(name, tag, offset, limit)));
    }

    private List<FunctionalSummary> summaries(List<FunctionalRecord> versions) {
        Set<Long> parents =
                versions.stream()
                        .flatMap(version -> version.parents().stream())
                        .flatMap(parent -> parent.version().stream())
                        .collect(Collectors.toSet());
        Map<Long, String> labels = new HashMap<>();
        registry.byIds(parents).forEach(parent -> labels.put(parent.id(), parent.label()));
        Map<Long, List<String>> tags = registry.marks().tags();
        Map<Long, List<Note>> notes = registry.marks().allNotes();
        Map<Long, String> origins =
                project.provenance()
                        .origins()
                        .executions(
                                versions.stream().flatMap(v -> v.execution().stream()).toList());
        return versions.stream()
                .map(
                        version ->
                                new FunctionalSummary(
                                        version.label(),
                                        version.name(),
                                        version.number(),
                                        version.kind(),
                                        version.digest(),
                                        version.architecture(),
                                        version.reference(),
                                        version.parents().stream()
                                                .map(parent -> link(parent, labels))
                                                .toList(),
                                        tags.getOrDefault(version.id(), List.of()),
                                        stage(notes.getOrDefault(version.id(), List.of())),
                                        version.execution().map(origins::get),
                                        version.execution(),
                                        version.created()))
                .toList();
    }

    private static FunctionalSummary.ParentLink link(
            FunctionalRecord.Parent parent, Map<Long, String> labels) {
        String label = parent.version().map(labels::get).orElse(null);
        return new FunctionalSummary.ParentLink(
                parent.relation(), label == null ? parent.functional() : label, label != null);
    }

    private static Optional<String> stage(List<Note> notes) {
        return approvals(notes).stream()
                .reduce((first, second) -> second)
                .map(FunctionalDetail.Approval::stage);
    }

    private static List<FunctionalDetail.Approval> approvals(List<Note> notes) {
        List<FunctionalDetail.Approval> approvals = new ArrayList<>();
        for (Note note : notes) {
            if (note.text().startsWith(STAGE)) {
                String[] words = note.text().substring(STAGE.length()).strip().split("\\s+", 2);
                approvals.add(
                        new FunctionalDetail.Approval(
                                words[0].toLowerCase(Locale.ROOT),
                                words.length > 1 ? words[1] : "",
                                note.author(),
                                note.created()));
            }
        }
        return approvals;
    }

    /** A version by what a user would write: a label, a name, a tag, or digits of its digest. */
    public Optional<FunctionalRecord> find(String text) {
        try {
            return registry.find(text);
        } catch (UnknownVersionException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A version with what is known of it. */
    public FunctionalDetail detail(FunctionalRecord version) {
        List<Note> notes = registry.marks().notes(version.id());
        List<String> series = new ArrayList<>();
        registry.list(Optional.of(version.name()), Optional.empty(), 0, SERIES)
                .forEach(other -> series.add(0, other.label()));
        return new FunctionalDetail(
                summaries(List.of(version)).get(0),
                PlainJson.readMap(version.details()),
                series,
                registry.metrics(version.id()).stream().map(FunctionalDetails::value).toList(),
                notes.stream()
                        .filter(note -> !note.text().startsWith(STAGE))
                        .map(
                                note ->
                                        new FunctionalDetail.NoteText(
                                                note.text(), note.author(), note.created()))
                        .toList(),
                approvals(notes),
                project.objects().contains(version.digest()));
    }

    private static FunctionalDetail.MeasuredValue value(Measurement m) {
        return new FunctionalDetail.MeasuredValue(m.metric(), m.value(), m.unit(), m.execution());
    }

    /**
     * The last value of each metric, for each version of a series, oldest first.
     *
     * @return by metric, then by label
     */
    public Map<String, Map<String, FunctionalDetail.MeasuredValue>> overVersions(String name) {
        List<FunctionalRecord> versions =
                new ArrayList<>(registry.list(Optional.of(name), Optional.empty(), 0, 50));
        java.util.Collections.reverse(versions);
        Map<String, Map<String, FunctionalDetail.MeasuredValue>> metrics = new LinkedHashMap<>();
        for (FunctionalRecord version : versions) {
            registry.metrics(version.id())
                    .forEach(
                            m ->
                                    metrics.computeIfAbsent(
                                                    m.metric(), metric -> new LinkedHashMap<>())
                                            .put(version.label(), value(m)));
        }
        return metrics;
    }

    /** Everything that led to a version. */
    public LineageGraph lineage(FunctionalRecord version) {
        return new LineageGeometries(project.ledger(), geometries).with(registry.lineage(version));
    }

    /** Everything that was made of a version. */
    public LineageGraph descendants(FunctionalRecord version) {
        return registry.descendants(version);
    }

    /** Enhancement factors of versions, and of others by name, on the same grid. */
    public List<FunctionalComparison.Enhancement> enhancement(
            List<FunctionalRecord> versions, FunctionalComparison.Place place) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        for (FunctionalRecord version : versions) {
            boolean reference = version.kind().equals("reference");
            if (!reference && !project.objects().contains(version.digest())) {
                throw new IOException("the file of " + version.label() + " is gone");
            }
            subjects.add(
                    new Subject(
                            version.label(),
                            version.name(),
                            reference
                                    ? Optional.empty()
                                    : Optional.of(project.objects().file(version.digest()))));
        }
        return ServiceLoader.load(FunctionalComparison.class)
                .findFirst()
                .orElseThrow(() -> new IOException("no module knows functionals"))
                .enhancement(subjects, place);
    }

    private byte[] content(FunctionalRecord version) throws IOException {
        try (var in = project.objects().open(version.digest())) {
            return in.readAllBytes();
        }
    }

    /** The card of a version as a page. */
    public byte[] card(FunctionalRecord version) throws IOException {
        return ServiceLoader.load(FunctionalCard.class)
                .findFirst()
                .orElseThrow(() -> new IOException("no module here writes cards"))
                .page(
                        "html",
                        content(version),
                        new CardRecords(project.provenance(), version).all(),
                        false);
    }

    /** Formats in which versions can be had. */
    public List<String> formats() {
        List<String> formats = new ArrayList<>();
        ServiceLoader.load(FunctionalExport.class)
                .forEach(export -> formats.addAll(export.formats()));
        return formats;
    }

    /** The files of a version for other programs; empty if there is no such format. */
    public Optional<Map<String, byte[]>> export(FunctionalRecord version, String format)
            throws IOException {
        for (FunctionalExport export : ServiceLoader.load(FunctionalExport.class)) {
            if (export.formats().contains(format)) {
                byte[] content = content(version);
                Map<String, byte[]> files = new LinkedHashMap<>();
                String directory = export.directory(content);
                export.files(format, content)
                        .forEach((path, bytes) -> files.put(directory + "/" + path, bytes));
                return Optional.of(files);
            }
        }
        return Optional.empty();
    }
}
