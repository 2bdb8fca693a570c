package xcflow.provenance.functional;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.provenance.functional.LineageGraph.Kind;
import xcflow.provenance.functional.LineageGraph.Node;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Origins;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Worker;
import xcflow.storage.Sql;

/** What is said of each thing in a lineage. */
final class LineageNodes {
    private final Map<Long, Map<String, Object>> workers;
    private final Map<Long, List<String>> tags;
    private final Map<Long, String> origins;

    private LineageNodes(
            Map<Long, Map<String, Object>> workers,
            Map<Long, List<String>> tags,
            Map<Long, String> origins) {
        this.workers = workers;
        this.origins = origins;
        this.tags = tags;
    }

    static LineageNodes of(Sql sql) {
        Map<Long, Map<String, Object>> workers = new HashMap<>();
        new RecordReader(sql).workers().forEach(w -> workers.put(w.id(), facts(w)));
        return new LineageNodes(workers, FunctionalMarks.tags(sql), Origins.executions(sql));
    }

    /** The same for all executions of a process. */
    private static Map<String, Object> facts(Worker worker) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("host", worker.host());
        facts.put("os", worker.os());
        facts.put("jvm", worker.jvm());
        facts.put("code-version", worker.codeVersion());
        facts.put("machine", CanonicalJson.value(worker.details()));
        return facts;
    }

    static String id(FunctionalRecord version) {
        return "functional/" + version.id();
    }

    Node node(FunctionalRecord version) {
        StringBuilder label = new StringBuilder(version.label());
        if (version.kind().equals("reference")) {
            label.append(" (reference)");
        } else {
            label.append(" (").append(version.architecture()).append(')');
        }
        tags.getOrDefault(version.id(), List.of())
                .forEach(tag -> label.append(" [").append(tag).append(']'));
        return new Node(id(version), Kind.FUNCTIONAL, label.toString(), () -> facts(version));
    }

    private Map<String, Object> facts(FunctionalRecord version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", version.name());
        facts.put("number", version.number());
        facts.put("kind", version.kind());
        facts.put("digest", version.digest());
        facts.put("architecture", version.architecture());
        facts.put("reference", version.reference());
        facts.put("details", CanonicalJson.value(version.details()));
        facts.put("tags", tags.getOrDefault(version.id(), List.of()));
        facts.put("created", version.created().toString());
        return facts;
    }

    Node node(ExecutionRecord record) {
        Execution execution = record.execution();
        String label =
                "execution "
                        + execution.id()
                        + ": "
                        + execution.task()
                        + ", step "
                        + execution.step()
                        + " ("
                        + execution.workflow()
                        + ")"
                        + (origins.containsKey(execution.id())
                                ? " [" + origins.get(execution.id()) + "]"
                                : "");
        return new Node("execution/" + execution.id(), Kind.EXECUTION, label, () -> facts(record));
    }

    private Map<String, Object> facts(ExecutionRecord record) {
        Execution execution = record.execution();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("workflow", execution.workflow());
        facts.put("step", execution.step());
        facts.put("labels", CanonicalJson.value(execution.labels()));
        execution.run().ifPresent(run -> facts.put("run", run));
        facts.put("imported", origins.get(execution.id()));
        facts.put("task", execution.task());
        facts.put("task-version", execution.taskVersion());
        facts.put("code-digest", execution.codeDigest());
        facts.put("cache-key", execution.cacheKey());
        facts.put("inputs", CanonicalJson.value(execution.inputs()));
        List<String> geometries = geometries(record);
        if (!geometries.isEmpty()) {
            facts.put("geometries", geometries);
        }
        facts.put("started", execution.started().toString());
        execution
                .ended()
                .ifPresent(
                        ended ->
                                facts.put(
                                        "seconds",
                                        Duration.between(execution.started(), ended).toMillis()
                                                / 1000.0));
        facts.put("threads", execution.threads());
        facts.putAll(workers.getOrDefault(execution.worker(), Map.of()));
        return facts;
    }

    /** Files with the positions of atoms behind the names of molecules. */
    private static List<String> geometries(ExecutionRecord record) {
        return record.outputs().stream()
                .filter(artefact -> artefact.mediaType().equals("chemical/x-xyz"))
                .map(LineageNodes::label)
                .toList();
    }

    private static String label(ArtefactRef artefact) {
        return String.format(Locale.ROOT, "%s (%.12s…)", artefact.name(), artefact.digest());
    }

    static Node node(ArtefactRef artefact) {
        return new Node(
                "artefact/" + artefact.digest(),
                Kind.ARTEFACT,
                label(artefact),
                () -> facts(artefact));
    }

    private static Map<String, Object> facts(ArtefactRef artefact) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("digest", artefact.digest());
        facts.put("name", artefact.name());
        facts.put("media-type", artefact.mediaType());
        facts.put("size", artefact.size());
        return facts;
    }
}
