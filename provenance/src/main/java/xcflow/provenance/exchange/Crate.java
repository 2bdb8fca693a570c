package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.CanonicalJson;
import xcflow.provenance.functional.FunctionalVersion;
import xcflow.provenance.run.Execution;
import xcflow.provenance.run.ExecutionState;
import xcflow.provenance.run.RecordReader.ExecutionRecord;
import xcflow.provenance.run.Run;
import xcflow.storage.Content;

/**
 * The metadata of a crate: RO-Crate 1.1 with the profiles Process, Workflow and Provenance Run
 * Crate 0.5. Steps are {@code HowToStep}s, tasks are {@code SoftwareApplication}s, executions are
 * {@code CreateAction}s.
 */
final class Crate {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final String PROFILES = "https://w3id.org/ro/wfrun/";
    private static final String WORKFLOW = "workflow.yaml";

    private final Chosen chosen;
    private final Map<String, ArtefactRef> files;
    private final Map<String, String> tools = new TreeMap<>();
    private final Map<String, String> steps = new LinkedHashMap<>();
    private final Map<String, List<String>> actionsOfStep = new LinkedHashMap<>();
    private final List<String> actions = new ArrayList<>();

    /**
     * @param files artefacts whose content is in the crate, by digest
     */
    Crate(Chosen chosen, Map<String, ArtefactRef> files) {
        this.chosen = chosen;
        this.files = files;
        String workflow = chosen.workflow().map(w -> w.name()).orElse("");
        chosen.executions(page -> page.forEach(record -> index(record.execution(), workflow)));
    }

    private void index(Execution execution, String workflow) {
        String tool = tool(execution);
        tools.putIfAbsent(tool, execution.task());
        actions.add(action(execution));
        if (execution.workflow().equals(workflow)) {
            steps.putIfAbsent(execution.step(), tool);
            actionsOfStep
                    .computeIfAbsent(execution.step(), step -> new ArrayList<>())
                    .add(action(execution));
        }
    }

    static Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String tool(Execution execution) {
        return "#task-" + encode(execution.task()) + "-" + encode(execution.taskVersion());
    }

    private static String action(Execution execution) {
        return "#execution-" + execution.id();
    }

    private static String step(String step) {
        return WORKFLOW + "#step-" + encode(step);
    }

    private static String control(String step) {
        return "#control-" + encode(step);
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("@context", "https://w3id.org/ro/crate/1.1/context");
            json.writeArrayPropertyStart("@graph");
            descriptor(json);
            root(json);
            workflow(json);
            software(json);
            orchestration(json);
            chosen.executions(page -> page.forEach(record -> execution(json, record)));
            functionals(json);
            files.values().forEach(file -> file(json, file));
            plainFile(json, "prov.json", "Provenance as W3C PROV-JSON", "application/json");
            plainFile(json, "records.jsonl", "Records for import", "application/jsonl");
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void entity(JsonGenerator json, Map<String, ?> properties) {
        json.writePOJO(properties);
    }

    private static Map<String, Object> ref(String id) {
        return Map.of("@id", id);
    }

    private static List<Map<String, Object>> refs(Iterable<String> ids) {
        List<Map<String, Object>> refs = new ArrayList<>();
        ids.forEach(id -> refs.add(ref(id)));
        return refs;
    }

    private static Map<String, Object> of(String id, Object type, String name) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("@id", id);
        properties.put("@type", type);
        properties.put("name", name);
        return properties;
    }

    private void descriptor(JsonGenerator json) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("@id", "ro-crate-metadata.json");
        descriptor.put("@type", "CreativeWork");
        descriptor.put(
                "conformsTo",
                refs(
                        List.of(
                                "https://w3id.org/ro/crate/1.1",
                                "https://w3id.org/workflowhub/workflow-ro-crate/1.0")));
        descriptor.put("about", ref("./"));
        entity(json, descriptor);
        for (String profile : List.of("process", "workflow", "provenance")) {
            Map<String, Object> work =
                    of(
                            PROFILES + profile + "/0.5",
                            "CreativeWork",
                            Character.toUpperCase(profile.charAt(0))
                                    + profile.substring(1)
                                    + " Run Crate");
            work.put("version", "0.5");
            entity(json, work);
        }
        Map<String, Object> crate =
                of(
                        "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
                        "CreativeWork",
                        "Workflow RO-Crate");
        crate.put("version", "1.0");
        entity(json, crate);
    }

    private void root(JsonGenerator json) {
        Map<String, Object> root = of("./", "Dataset", chosen.title());
        root.put(
                "description",
                chosen.title()
                        + ": everything that led to it, recorded by xcflow, with the files"
                        + " themselves.");
        root.put("datePublished", published());
        root.put("license", "The holder of the data decides; xcflow does not know.");
        root.put(
                "conformsTo",
                refs(
                        List.of(
                                PROFILES + "process/0.5",
                                PROFILES + "workflow/0.5",
                                PROFILES + "provenance/0.5",
                                "https://w3id.org/workflowhub/workflow-ro-crate/1.0")));
        List<String> parts = new ArrayList<>();
        chosen.workflow().ifPresent(workflow -> parts.add(WORKFLOW));
        parts.add("prov.json");
        parts.add("records.jsonl");
        files.keySet().forEach(digest -> parts.add(Export.path(digest)));
        root.put("hasPart", refs(parts));
        chosen.workflow().ifPresent(workflow -> root.put("mainEntity", ref(WORKFLOW)));
        List<String> mentions = new ArrayList<>();
        chosen.run().ifPresent(run -> mentions.add("#run-" + run.id()));
        mentions.addAll(actions);
        root.put("mentions", refs(mentions));
        entity(json, root);
    }

    /** The end of what is exported, so that the same export gives the same bytes. */
    private String published() {
        String[] last = {"1970-01-01T00:00:00Z"};
        chosen.executions(
                page ->
                        page.forEach(
                                record ->
                                        record.execution()
                                                .ended()
                                                .map(Object::toString)
                                                .filter(ended -> ended.compareTo(last[0]) > 0)
                                                .ifPresent(ended -> last[0] = ended)));
        return last[0];
    }

    private void workflow(JsonGenerator json) {
        if (chosen.workflow().isEmpty()) {
            return;
        }
        Map<String, Object> workflow =
                of(
                        WORKFLOW,
                        List.of("File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"),
                        chosen.workflow().get().name());
        workflow.put("programmingLanguage", ref("#xcflow-language"));
        workflow.put("encodingFormat", "application/yaml");
        workflow.put("sha256", chosen.workflow().get().digest());
        workflow.put("hasPart", refs(tools.keySet()));
        workflow.put("step", refs(steps.keySet().stream().map(Crate::step).toList()));
        entity(json, workflow);
        int position = 0;
        for (Map.Entry<String, String> entry : steps.entrySet()) {
            Map<String, Object> step = of(step(entry.getKey()), "HowToStep", entry.getKey());
            step.put("position", Integer.toString(position++));
            step.put("workExample", ref(entry.getValue()));
            entity(json, step);
        }
        Map<String, Object> language =
                of("#xcflow-language", "ComputerLanguage", "xcflow experiment language");
        language.put("alternateName", "xcflow");
        language.put("identifier", ref("https://github.com/xcflow/xcflow"));
        language.put("url", ref("https://github.com/xcflow/xcflow"));
        entity(json, language);
    }

    private void software(JsonGenerator json) {
        tools.forEach(
                (id, task) -> {
                    Map<String, Object> tool = of(id, "SoftwareApplication", task);
                    tool.put(
                            "softwareVersion",
                            java.net.URLDecoder.decode(
                                    id.substring(("#task-" + encode(task) + "-").length()),
                                    StandardCharsets.UTF_8));
                    entity(json, tool);
                });
        for (var worker : chosen.workers()) {
            Map<String, Object> engine =
                    of(
                            "#worker-" + worker.id(),
                            "SoftwareApplication",
                            "xcflow on " + worker.host());
            engine.put("softwareVersion", worker.codeVersion());
            engine.put("operatingSystem", worker.os());
            engine.put("runtimePlatform", worker.jvm());
            entity(json, engine);
        }
    }

    private void orchestration(JsonGenerator json) {
        Run run = chosen.run().orElse(null);
        if (run == null || chosen.workflow().isEmpty()) {
            return;
        }
        Map<String, Object> action = of("#run-" + run.id(), "CreateAction", "Run " + run.id());
        action.put("instrument", ref(WORKFLOW));
        action.put("startTime", run.created().toString());
        run.ended().ifPresent(ended -> action.put("endTime", ended.toString()));
        Map<String, List<String>> ends = ends();
        action.put("object", refs(ends.get("object")));
        action.put("result", refs(ends.get("result")));
        entity(json, action);

        Map<String, Object> organize =
                of("#organize-" + run.id(), "OrganizeAction", "Execution of run " + run.id());
        organize.put("instrument", ref("#worker-" + chosen.workers().get(0).id()));
        organize.put("object", refs(actionsOfStep.keySet().stream().map(Crate::control).toList()));
        organize.put("result", ref("#run-" + run.id()));
        organize.put("startTime", run.created().toString());
        entity(json, organize);
        actionsOfStep.forEach(
                (step, list) -> {
                    Map<String, Object> control =
                            of(control(step), "ControlAction", "Executions of step " + step);
                    control.put("instrument", ref(step(step)));
                    control.put("object", refs(list));
                    entity(json, control);
                });
    }

    /** Files that no execution made, and files that no execution used. */
    private Map<String, List<String>> ends() {
        Map<String, Boolean> made = new TreeMap<>();
        Map<String, Boolean> used = new TreeMap<>();
        chosen.executions(
                page -> {
                    for (ExecutionRecord record : page) {
                        record.outputs().forEach(a -> made.put(a.digest(), true));
                        record.inputs().forEach(a -> used.put(a.digest(), true));
                    }
                });
        List<String> object =
                used.keySet().stream()
                        .filter(digest -> !made.containsKey(digest) && files.containsKey(digest))
                        .map(Export::path)
                        .toList();
        List<String> result =
                made.keySet().stream()
                        .filter(digest -> !used.containsKey(digest) && files.containsKey(digest))
                        .map(Export::path)
                        .toList();
        return Map.of("object", object, "result", result);
    }

    private void execution(JsonGenerator json, ExecutionRecord record) {
        Execution execution = record.execution();
        Map<String, Object> action =
                of(
                        action(execution),
                        "CreateAction",
                        execution.workflow() + "/" + execution.step() + " " + execution.labels());
        action.put("instrument", ref(tool(execution)));
        action.put("agent", ref("#worker-" + execution.worker()));
        action.put("startTime", execution.started().toString());
        execution.ended().ifPresent(ended -> action.put("endTime", ended.toString()));
        boolean success = execution.state() == ExecutionState.SUCCEEDED;
        action.put(
                "actionStatus",
                ref(
                        "http://schema.org/"
                                + (success ? "CompletedActionStatus" : "FailedActionStatus")));
        execution.message().ifPresent(message -> action.put("error", message));
        List<Map<String, Object>> settings = settings(execution);
        List<String> objects = new ArrayList<>(paths(record.inputs()));
        settings.forEach(setting -> objects.add((String) setting.get("@id")));
        action.put("object", refs(objects));
        action.put("result", refs(paths(record.outputs())));
        entity(json, action);
        settings.forEach(setting -> entity(json, setting));
    }

    private List<String> paths(List<ArtefactRef> artefacts) {
        return artefacts.stream()
                .map(ArtefactRef::digest)
                .distinct()
                .filter(files::containsKey)
                .map(Export::path)
                .toList();
    }

    private static List<Map<String, Object>> settings(Execution execution) {
        List<Map<String, Object>> settings = new ArrayList<>();
        if (CanonicalJson.value(execution.inputs()) instanceof Map<?, ?> inputs) {
            inputs.forEach(
                    (name, value) -> {
                        Map<String, Object> setting =
                                of(
                                        "%s-%s".formatted(action(execution), encode((String) name)),
                                        "PropertyValue",
                                        (String) name);
                        setting.put(
                                "value",
                                value instanceof String text ? text : String.valueOf(value));
                        settings.add(setting);
                    });
        }
        return settings;
    }

    private void functionals(JsonGenerator json) {
        for (FunctionalVersion version : chosen.functionals()) {
            Map<String, Object> work =
                    of("#functional-" + version.id(), "CreativeWork", version.label());
            work.put("version", Integer.toString(version.number()));
            work.put(
                    "description",
                    "%s functional, %s; details: %s"
                            .formatted(version.kind(), version.architecture(), version.details()));
            if (files.containsKey(version.digest())) {
                work.put("encoding", ref(Export.path(version.digest())));
            }
            work.put(
                    "isBasedOn",
                    refs(
                            version.parents().stream()
                                    .flatMap(parent -> parent.version().stream())
                                    .map(id -> "#functional-" + id)
                                    .toList()));
            entity(json, work);
        }
    }

    private static void file(JsonGenerator json, ArtefactRef artefact) {
        Map<String, Object> file = of(Export.path(artefact.digest()), "File", artefact.name());
        file.put("encodingFormat", artefact.mediaType());
        file.put("contentSize", Long.toString(artefact.size()));
        file.put("sha256", artefact.digest());
        entity(json, file);
    }

    private static void plainFile(JsonGenerator json, String path, String name, String mediaType) {
        Map<String, Object> file = of(path, "File", name);
        file.put("encodingFormat", mediaType);
        entity(json, file);
    }
}
