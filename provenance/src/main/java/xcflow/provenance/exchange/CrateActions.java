package xcflow.provenance.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.ExecutionState;

/**
 * What was done, as entities of a crate: each execution is a {@code CreateAction}, the run another;
 * an {@code OrganizeAction} and {@code ControlAction}s connect them with the steps.
 */
final class CrateActions {
    private static final String STATUS = "http://schema.org/";

    private final CrateIndex index;
    private final Map<String, ArtefactRef> files;
    private final Consumer<CrateEntity> out;

    /**
     * @param files artefacts whose content is in the crate, by digest
     */
    CrateActions(CrateIndex index, Map<String, ArtefactRef> files, Consumer<CrateEntity> out) {
        this.index = index;
        this.files = files;
        this.out = out;
    }

    void run(Run run, Marks marks) {
        String name = "Run " + run.id() + marks.name().map(given -> ": " + given).orElse("");
        CrateEntity action =
                CrateEntity.of(CrateEntity.run(run.id()), "CreateAction", name)
                        .put(
                                "description",
                                String.format(
                                        Locale.ROOT,
                                        "Run %d of the workflow %s, started from %s",
                                        run.id(),
                                        run.workflow(),
                                        run.file()))
                        .ref("instrument", CrateEntity.WORKFLOW)
                        .refs("agent", persons())
                        .put("startTime", run.created());
        if (!marks.labels().isEmpty()) {
            action.put("keywords", marks.labelsText());
        }
        if (!marks.notes().isEmpty()) {
            action.put("disambiguatingDescription", String.join("\n", marks.notes()));
        }
        // A run that goes on has not ended; what is exported of it has.
        action.put("endTime", run.ended().orElse(index.last()))
                .refs("object", paths(index.given()))
                .refs("result", paths(index.results()));
        out.accept(action);
        out.accept(
                CrateEntity.of(
                                "#organize-" + run.id(),
                                "OrganizeAction",
                                "Execution of run " + run.id())
                        .put("description", "xcflow ordered the executions of run " + run.id())
                        .refs("agent", persons())
                        .refs(
                                "instrument",
                                index.workers().stream()
                                        .limit(1)
                                        .map(w -> CrateEntity.worker(w.id()))
                                        .toList())
                        .refs(
                                "object",
                                index.actionsOfStep().keySet().stream()
                                        .map(CrateEntity::control)
                                        .toList())
                        .ref("result", CrateEntity.run(run.id()))
                        .put("startTime", run.created())
                        .put("endTime", run.ended().orElse(index.last())));
        index.actionsOfStep()
                .forEach(
                        (step, executions) ->
                                out.accept(
                                        CrateEntity.of(
                                                        CrateEntity.control(step),
                                                        "ControlAction",
                                                        "Executions of step " + step)
                                                .ref("instrument", CrateEntity.step(step))
                                                .refs(
                                                        "object",
                                                        executions.stream()
                                                                .map(CrateEntity::action)
                                                                .toList())));
    }

    private List<String> persons() {
        return index.persons().values().stream().distinct().map(CrateEntity::person).toList();
    }

    void execution(ExecutionRecord record) {
        Execution execution = record.execution();
        boolean success = execution.state() == ExecutionState.SUCCEEDED;
        List<CrateEntity> settings = settings(execution);
        List<String> objects =
                new ArrayList<>(paths(record.inputs().stream().map(ArtefactRef::digest).toList()));
        settings.forEach(setting -> objects.add((String) setting.properties().get("@id")));
        CrateEntity action =
                CrateEntity.of(
                                CrateEntity.action(execution.id()),
                                "CreateAction",
                                execution.workflow()
                                        + "/"
                                        + execution.step()
                                        + " "
                                        + execution.labels())
                        .put(
                                "description",
                                String.format(
                                        Locale.ROOT,
                                        "Execution %d, attempt %d: task %s computed step %s of workflow %s",
                                        execution.id(),
                                        execution.attempt(),
                                        execution.task(),
                                        execution.step(),
                                        execution.workflow()))
                        .ref("instrument", CrateIndex.tool(execution))
                        .ref("participant", CrateEntity.worker(execution.worker()))
                        .put("startTime", execution.started())
                        .put(
                                "actionStatus",
                                STATUS + (success ? "CompletedActionStatus" : "FailedActionStatus"))
                        .refs("object", objects)
                        .refs(
                                "result",
                                paths(record.outputs().stream().map(ArtefactRef::digest).toList()));
        execution.ended().ifPresent(ended -> action.put("endTime", ended));
        execution.message().ifPresent(message -> action.put("error", message));
        String person = index.persons().get(execution.worker());
        if (person != null) {
            action.ref("agent", CrateEntity.person(person));
        }
        out.accept(action);
        settings.forEach(out);
    }

    private List<String> paths(List<String> digests) {
        return digests.stream().distinct().filter(files::containsKey).map(Export::path).toList();
    }

    private static List<CrateEntity> settings(Execution execution) {
        List<CrateEntity> settings = new ArrayList<>();
        if (CanonicalJson.value(execution.inputs()) instanceof Map<?, ?> inputs) {
            inputs.forEach(
                    (name, value) ->
                            settings.add(
                                    CrateEntity.of(
                                                    CrateEntity.setting(
                                                            execution.id(), (String) name),
                                                    "PropertyValue",
                                                    (String) name)
                                            .put("value", String.valueOf(value))));
        }
        return settings;
    }
}
