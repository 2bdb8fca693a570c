package xcflow.runner.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.runner.view.ExecutionView;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunWarnings;
import xcflow.workflows.text.Problem;

/** The records of the provenance as the {@code --json} output shows them. */
final class Json {
    private Json() {}

    static Map<String, Object> run(RunView view, RunWarnings warnings) {
        Run run = view.run();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("workflow", run.workflow());
        json.putAll(view.marks().facts());
        json.put("file", run.file());
        json.put("state", view.state());
        json.put("origin", run.origin());
        json.put("created", run.created().toString());
        json.put("ended", run.ended().map(Object::toString).orElse(null));
        json.put("message", run.message().orElse(null));
        json.put("parameters", Print.stored(run.parameters()));
        json.put("outputs", run.outputs().map(Print::stored).orElse(null));
        Map<String, Object> counts = new LinkedHashMap<>();
        view.counts().forEach((state, count) -> counts.put(state, count.longValue()));
        json.put("counts", counts);
        json.put("warnings", warnings.json());
        json.put("imported", view.imported().orElse(null));
        return json;
    }

    static Map<String, Object> instance(InstanceView view) {
        Instance instance = view.instance();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", (long) instance.number());
        json.put("step", instance.step());
        json.put("matrix", Print.stored(instance.labels()));
        json.put("state", view.state());
        json.put("attempt", (long) instance.attempt());
        json.put("cache-key", instance.cacheKey().orElse(null));
        json.put("execution", instance.execution().orElse(null));
        json.put("message", instance.message().orElse(null));
        json.put("warnings", Warning.facts(view.warnings()));
        json.put("changed", instance.changed().toString());
        json.put("imported", view.imported().orElse(null));
        return json;
    }

    static Map<String, Object> execution(ExecutionView view) {
        Execution execution = view.execution();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("execution", execution.id());
        json.put("run", execution.run().orElse(null));
        json.put("step", execution.step());
        json.put("matrix", Print.stored(execution.labels()));
        json.put("attempt", (long) execution.attempt());
        json.put("state", view.state());
        json.put("task", execution.task());
        json.put("task-version", execution.taskVersion());
        json.put("code-digest", execution.codeDigest());
        json.put("cache-key", execution.cacheKey());
        json.put("inputs", Print.stored(execution.inputs()));
        json.put("outputs", execution.outputs().map(Print::stored).orElse(null));
        json.put("artefacts", artefacts(view.artefacts()));
        json.put("threads", (long) execution.threads());
        json.put("message", execution.message().orElse(null));
        json.put("warnings", Warning.facts(execution.warnings()));
        json.put("log", execution.log().orElse(null));
        json.put("started", execution.started().toString());
        json.put("ended", execution.ended().map(Object::toString).orElse(null));
        json.put("seconds", view.seconds().orElse(null));
        json.put("used", execution.usage().facts());
        return json;
    }

    static List<Object> problems(List<Problem> problems) {
        List<Object> list = new ArrayList<>();
        for (Problem problem : problems) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("file", problem.position().file());
            entry.put("line", (long) problem.position().line());
            entry.put("column", (long) problem.position().column());
            entry.put("message", problem.message());
            list.add(entry);
        }
        return list;
    }

    private static List<Object> artefacts(List<ArtefactRef> artefacts) {
        List<Object> list = new ArrayList<>();
        for (ArtefactRef artefact : artefacts) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("digest", artefact.digest());
            json.put("name", artefact.name());
            json.put("media-type", artefact.mediaType());
            json.put("size", artefact.size());
            list.add(json);
        }
        return list;
    }
}
