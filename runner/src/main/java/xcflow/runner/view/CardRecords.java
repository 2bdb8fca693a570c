package xcflow.runner.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.LineageGraph;
import xcflow.provenance.functional.LineageTree;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.functional.Note;
import xcflow.provenance.record.Execution;
import xcflow.runner.value.PlainJson;
import xcflow.spi.FunctionalCard.Recorded;
import xcflow.spi.FunctionalCard.Section;

/**
 * What is on record of a functional version, for its card. No time of now is in it: the same record
 * gives the same card.
 */
public record CardRecords(Provenance provenance, FunctionalRecord version) {
    /** A note that begins so says under which licence a version may be used. */
    private static final String LICENCE = "licence:";

    /** Most lines of the lineage that a page shows. */
    private static final int MOST_LINES = 60;

    /** Inputs that name all systems of an execution. */
    private static final List<String> SYSTEMS = List.of("molecules", "crystals", "crystal");

    /** Inputs that name some of the systems, which metrics of their own are about. */
    private static final List<String> PARTS = List.of("train", "held-out", "test");

    /** What of an execution's inputs is shown elsewhere, or is no setting. */
    private static final Set<String> NO_SETTINGS = Set.of("name");

    /** Everything for the card. */
    public Recorded all() {
        return new Recorded(
                version.label(),
                Optional.of(origin()),
                accuracy(),
                licence(),
                Optional.of(signature()));
    }

    private Section origin() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("recorded", version.created().toString()));
        for (FunctionalRecord.Parent parent : version.parents()) {
            String label =
                    parent.version()
                            .flatMap(id -> provenance.functionals().byId(id))
                            .map(FunctionalRecord::label)
                            .orElse(parent.functional());
            rows.add(List.of(parent.relation(), label));
        }
        PlainJson.readMap(version.details())
                .forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        maker().ifPresent(execution -> maker(execution, rows));
        LineageGraph graph = provenance.functionals().lineage(version);
        List<String> lines = LineageTree.lines(graph, false);
        for (int i = 0; i < Math.min(MOST_LINES, lines.size()); i++) {
            rows.add(List.of(i == 0 ? "lineage" : "", lines.get(i)));
        }
        if (lines.size() > MOST_LINES) {
            rows.add(List.of("", (lines.size() - MOST_LINES) + " more"));
        }
        String text =
                version.kind().equals("external")
                        ? "Made elsewhere: its file was given, and nothing here can say how it was"
                                + " made."
                        : "'xcflow functional lineage "
                                + version.label()
                                + "' tells everything that led to it.";
        return new Section(List.of(text), List.of("", ""), rows);
    }

    private Optional<Execution> maker() {
        return version.execution().flatMap(id -> provenance.runs().execution(id));
    }

    private static void maker(Execution execution, List<List<String>> rows) {
        rows.add(
                List.of(
                        "made by",
                        "execution "
                                + execution.id()
                                + " of "
                                + execution.task()
                                + " "
                                + execution.taskVersion()
                                + ", workflow "
                                + execution.workflow()));
        Map<String, String> settings = new LinkedHashMap<>();
        PlainJson.readMap(execution.inputs())
                .forEach((name, value) -> flatten(name, value, settings));
        settings.forEach(
                (name, value) -> {
                    if (!NO_SETTINGS.contains(name)) {
                        rows.add(List.of(name, value));
                    }
                });
    }

    private static void flatten(String name, Object value, Map<String, String> into) {
        if (value instanceof xcflow.spi.Artefact artefact) {
            into.put(name, artefact.name() + " (" + artefact.digest().substring(0, 12) + "…)");
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(name + "." + key, inner, into));
        } else if (value instanceof List<?> list) {
            if (!list.isEmpty()) {
                List<String> parts = new ArrayList<>();
                for (Object element : list) {
                    parts.add(
                            element instanceof xcflow.spi.Artefact artefact
                                    ? artefact.name()
                                    : String.valueOf(element));
                }
                into.put(name, String.join(", ", parts));
            }
        } else if (value != null) {
            into.put(name, String.valueOf(value));
        }
    }

    private Optional<Section> accuracy() {
        List<Measurement> measured = provenance.functionals().metrics(version.id());
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (Measurement m : measured) {
            Optional<Execution> execution = provenance.runs().execution(m.execution());
            rows.add(
                    List.of(
                            m.metric(),
                            String.format(Locale.ROOT, "%.6g", m.value()),
                            m.unit(),
                            execution
                                    .map(e -> e.task() + ", " + measured(m.metric(), e))
                                    .orElse(""),
                            String.valueOf(m.execution())));
        }
        return Optional.of(
                new Section(
                        List.of(),
                        List.of("metric", "value", "unit", "measured by, on", "execution"),
                        rows));
    }

    private static String measured(String metric, Execution execution) {
        String systems = systems(metric, PlainJson.readMap(execution.inputs()));
        return systems.isEmpty() ? "workflow " + execution.workflow() : systems;
    }

    /**
     * The systems that an execution measured, as far as its inputs name them. A metric such as
     * {@code held-out-mae} is of those that the input {@code held-out} names.
     */
    static String systems(String metric, Map<String, Object> inputs) {
        List<String> names = new ArrayList<>();
        List<String> measured =
                PARTS.stream()
                        .filter(part -> metric.startsWith(part + "-") && inputs.containsKey(part))
                        .toList();
        for (String input : measured.isEmpty() ? SYSTEMS : measured) {
            Map<String, String> flat = new LinkedHashMap<>();
            if (inputs.containsKey(input)) {
                flatten(input, inputs.get(input), flat);
                names.addAll(flat.values());
            }
        }
        return String.join(", ", names);
    }

    private Optional<Section> licence() {
        return provenance.functionals().marks().notes(version.id()).stream()
                .map(Note::text)
                .filter(text -> text.regionMatches(true, 0, LICENCE, 0, LICENCE.length()))
                .reduce((first, second) -> second)
                .map(text -> Section.of(text.substring(LICENCE.length()).strip()));
    }

    private Section signature() {
        List<String> keys =
                provenance
                        .database()
                        .read(
                                sql ->
                                        sql.query(
                                                "select public_key, max(seq) from signatures"
                                                        + " group by public_key order by public_key",
                                                row ->
                                                        "Signed up to event "
                                                                + row.getLong(2)
                                                                + " of the record with the key "
                                                                + row.getString(1)
                                                                + "; 'xcflow audit --public-key'"
                                                                + " verifies it."));
        return keys.isEmpty()
                ? Section.of(
                        "The record is not signed; 'xcflow audit' tells whether it is consistent.")
                : new Section(keys, List.of(), List.of());
    }
}
