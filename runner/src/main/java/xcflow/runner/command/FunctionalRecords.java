package xcflow.runner.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.LineageGraph;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.functional.UnknownVersionException;
import xcflow.runner.home.Project;
import xcflow.workflows.text.Suggestion;

/** Functional versions as commands find and show them. */
final class FunctionalRecords {
    /** How a version is given on the command line. */
    static final String HOW_TO_NAME =
            "NAME@NUMBER, NAME for the latest, a tag, or the beginning of a digest.";

    private FunctionalRecords() {}

    /** What a command does with an open project. */
    @FunctionalInterface
    interface Work {
        int with(Project project) throws Exception;
    }

    /** Runs a command on the project; an unknown functional is unusable input. */
    static int with(CommandSpec spec, Work work) throws Exception {
        try (Project project = Records.existing(spec)) {
            int status = work.with(project);
            spec.commandLine().getOut().flush();
            return status;
        } catch (UnknownVersionException e) {
            String near = Suggestion.forName(e.name(), e.known());
            // Where there are so few names that the message lists them, only a near one adds
            // anything.
            String suggestion = near.contains("did you mean") ? near : "";
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: %s%s; 'xcflow functional list' shows all",
                            e.getMessage(),
                            suggestion));
        }
    }

    static Map<String, Object> json(VersionNames names, FunctionalRecord version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version.label());
        json.put("name", version.name());
        json.put("number", (long) version.number());
        json.put("kind", version.kind());
        json.put("digest", version.digest());
        json.put("architecture", version.architecture());
        json.put("reference", version.reference());
        json.put("details", Print.stored(version.details()));
        json.put("execution", version.execution().orElse(null));
        json.put("created", version.created().toString());
        json.put("imported", names.origin(version).orElse(null));
        json.put("tags", names.tags(version));
        List<Object> parents = new ArrayList<>();
        for (FunctionalRecord.Parent parent : version.parents()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("relation", parent.relation());
            entry.put("parent", names.of(parent));
            parents.add(entry);
        }
        json.put("parents", parents);
        return json;
    }

    static Map<String, Object> json(Measurement measurement) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", measurement.metric());
        json.put("value", measurement.value());
        json.put("unit", measurement.unit());
        json.put("execution", measurement.execution());
        return json;
    }

    static Map<String, Object> json(LineageGraph graph) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("root", graph.root());
        List<Object> nodes = new ArrayList<>();
        for (LineageGraph.Node node : graph.nodes().values()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", node.id());
            entry.put("kind", node.kind().name().toLowerCase(java.util.Locale.ROOT));
            entry.put("label", node.label());
            entry.put("facts", node.facts());
            nodes.add(entry);
        }
        json.put("nodes", nodes);
        List<Object> edges = new ArrayList<>();
        for (LineageGraph.Edge edge : graph.edges()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("from", edge.from());
            entry.put("to", edge.to());
            entry.put("relation", edge.relation());
            edges.add(entry);
        }
        json.put("edges", edges);
        return json;
    }

    /** A number as it was measured, with few digits for people. */
    static String number(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.6g", value);
    }
}
