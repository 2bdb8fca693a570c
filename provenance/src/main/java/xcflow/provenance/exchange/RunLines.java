package xcflow.provenance.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;

/** A run and its instances as lines of records. */
final class RunLines {
    private RunLines() {}

    static Map<String, Object> of(Run run, Marks marks) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("record", "run");
        json.put("id", run.id());
        json.put("workflow", run.workflowDigest());
        json.put("file", run.file());
        json.put("parameters", run.parameters());
        json.put("options", run.options());
        json.put("origin", run.origin());
        json.put("state", run.state().name());
        json.put("outputs", run.outputs().orElse(null));
        json.put("message", run.message().orElse(null));
        json.put("created", run.created().toString());
        json.put("ended", run.ended().map(Object::toString).orElse(null));
        if (!marks.equals(Marks.NONE)) {
            json.put("marks", marks.facts());
        }
        return json;
    }

    static Map<String, Object> of(long run, List<Instance> instances) {
        return Map.of(
                "record",
                "instances",
                "run",
                run,
                "list",
                instances.stream().map(RunLines::of).toList());
    }

    private static Map<String, Object> of(Instance instance) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", instance.number());
        json.put("step", instance.step());
        json.put("labels", instance.labels());
        json.put("state", instance.state().name());
        json.put("attempt", instance.attempt());
        json.put("cache-key", instance.cacheKey().orElse(null));
        json.put("execution", instance.execution().orElse(null));
        json.put("message", instance.message().orElse(null));
        json.put("changed", instance.changed().toString());
        if (!instance.warnings().isEmpty()) {
            json.put("warnings", Warning.facts(instance.warnings()));
        }
        return json;
    }
}
