package xcflow.provenance.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sha256;

/**
 * The facts of a record as they go into the event that seals it. The audit makes the same map out
 * of the row that it finds and compares. Long texts are represented by their SHA-256.
 */
public final class Seals {
    private Seals() {}

    /** Facts of an ended execution. */
    public static Map<String, Object> of(
            Execution execution, List<ArtefactRef> inputs, List<ArtefactRef> outputs) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", execution.run().orElse(null));
        facts.put("instance", execution.instance().orElse(null));
        facts.put("workflow", execution.workflow());
        facts.put("step", execution.step());
        facts.put("labels", execution.labels());
        facts.put("attempt", execution.attempt());
        facts.put("task", execution.task());
        facts.put("task-version", execution.taskVersion());
        facts.put("code-digest", execution.codeDigest());
        facts.put("cache-key", execution.cacheKey());
        facts.put("key-components", Sha256.of(execution.keyComponents()));
        facts.put("inputs", Sha256.of(execution.inputs()));
        facts.put("outputs", execution.outputs().map(Sha256::of).orElse(null));
        facts.put("state", execution.state().name());
        facts.put("reusable", execution.reusable());
        facts.put("worker", execution.worker());
        facts.put("threads", execution.threads());
        facts.put("log", execution.log().orElse(null));
        facts.put("message", execution.message().orElse(null));
        facts.put("started", execution.started().toString());
        facts.put("ended", time(execution.ended()));
        facts.put("input-artefacts", digest(inputs));
        facts.put("output-artefacts", outputs.stream().map(Seals::of).toList());
        if (!execution.warnings().isEmpty()) {
            // Only if there are any: records from before warnings were recorded stay as sealed.
            facts.put("warnings", Warning.facts(execution.warnings()));
        }
        if (!execution.usage().unknown()) {
            facts.put("usage", execution.usage().facts());
        }
        return facts;
    }

    /** A list of artefacts, which may be long, as one digest. */
    private static String digest(List<ArtefactRef> artefacts) {
        return Sha256.of(CanonicalJson.of(artefacts.stream().map(Seals::of).toList()));
    }

    private static List<Object> of(ArtefactRef artefact) {
        return List.of(artefact.digest(), artefact.name(), artefact.mediaType(), artefact.size());
    }

    /** Facts of a run. */
    public static Map<String, Object> of(Run run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("workflow", run.workflowDigest());
        facts.put("file", run.file());
        facts.put("parameters", Sha256.of(run.parameters()));
        facts.put("options", Sha256.of(run.options()));
        facts.put("origin", run.origin());
        facts.put("created", run.created().toString());
        facts.putAll(ending(run));
        return facts;
    }

    /** Those facts of a run that change when it ends or is resumed. */
    public static Map<String, Object> ending(Run run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("state", run.state().name());
        facts.put("outputs", run.outputs().map(Sha256::of).orElse(null));
        facts.put("message", run.message().orElse(null));
        facts.put("ended", time(run.ended()));
        return facts;
    }

    /** Facts of a worker. */
    public static Map<String, Object> of(Worker worker) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("host", worker.host());
        facts.put("pid", worker.pid());
        facts.put("jvm", worker.jvm());
        facts.put("os", worker.os());
        facts.put("code-version", worker.codeVersion());
        facts.put("details", Sha256.of(worker.details()));
        facts.put("started", worker.started().toString());
        return facts;
    }

    /** Steps and labels of some planned instances, as one digest. */
    public static String plan(List<NewInstance> instances) {
        StringBuilder text = new StringBuilder();
        for (NewInstance instance : instances) {
            text.append(instance.number())
                    .append('\t')
                    .append(instance.step())
                    .append('\t')
                    .append(instance.labels())
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
