package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Worker;

/**
 * W3C PROV-JSON (member submission of 24 April 2013): artefacts and functional versions are
 * entities, executions are activities, the processes that executed them are software agents.
 */
final class ProvJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Chosen chosen;
    private long relations;

    ProvJson(Chosen chosen) {
        this.chosen = chosen;
    }

    void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("prefix");
            json.writeStringProperty("xcflow", "urn:xcflow:");
            json.writeEndObject();
            entities(json);
            activities(json);
            agents(json);
            relations(json, "used", this::used);
            relations(json, "wasGeneratedBy", this::generated);
            relations(json, "wasAssociatedWith", this::associated);
            derived(json);
            json.writeEndObject();
        }
    }

    private static String artefact(String digest) {
        return "xcflow:artefact-" + digest;
    }

    private static String functional(FunctionalRecord version) {
        return version.kind().equals("reference")
                ? "xcflow:reference-" + version.digest()
                : artefact(version.digest());
    }

    private void entities(JsonGenerator json) {
        json.writeObjectPropertyStart("entity");
        Set<String> seen = new LinkedHashSet<>();
        for (FunctionalRecord version : chosen.functionals()) {
            if (!seen.add(functional(version))) {
                continue;
            }
            json.writeObjectPropertyStart(functional(version));
            json.writeStringProperty("prov:label", version.label());
            json.writeStringProperty("xcflow:kind", version.kind());
            json.writeStringProperty("xcflow:architecture", version.architecture());
            json.writeStringProperty("xcflow:reference", version.reference());
            json.writeStringProperty("xcflow:details", version.details());
            json.writeStringProperty("xcflow:sha256", version.digest());
            json.writeEndObject();
        }
        chosen.executions(
                page -> {
                    for (ExecutionRecord record : page) {
                        record.inputs().forEach(a -> entity(json, a, seen));
                        record.outputs().forEach(a -> entity(json, a, seen));
                    }
                });
        json.writeEndObject();
    }

    private static void entity(JsonGenerator json, ArtefactRef artefact, Set<String> seen) {
        if (!seen.add(artefact(artefact.digest()))) {
            return;
        }
        json.writeObjectPropertyStart(artefact(artefact.digest()));
        json.writeStringProperty("prov:label", artefact.name());
        json.writeStringProperty("xcflow:mediaType", artefact.mediaType());
        json.writeStringProperty("xcflow:sha256", artefact.digest());
        json.writeNumberProperty("xcflow:size", artefact.size());
        json.writeEndObject();
    }

    private void activities(JsonGenerator json) {
        json.writeObjectPropertyStart("activity");
        chosen.executions(
                page -> {
                    for (ExecutionRecord record : page) {
                        activity(json, record.execution());
                    }
                });
        json.writeEndObject();
    }

    private static void activity(JsonGenerator json, Execution execution) {
        json.writeObjectPropertyStart("xcflow:execution-" + execution.id());
        json.writeStringProperty("prov:label", execution.workflow() + "/" + execution.step());
        json.writeStringProperty("prov:startTime", execution.started().toString());
        execution
                .ended()
                .ifPresent(ended -> json.writeStringProperty("prov:endTime", ended.toString()));
        json.writeStringProperty("xcflow:task", execution.task());
        json.writeStringProperty("xcflow:taskVersion", execution.taskVersion());
        json.writeStringProperty("xcflow:codeDigest", execution.codeDigest());
        json.writeStringProperty("xcflow:cacheKey", execution.cacheKey());
        json.writeStringProperty("xcflow:labels", execution.labels());
        json.writeStringProperty("xcflow:inputs", execution.inputs());
        json.writeStringProperty("xcflow:state", execution.state().name());
        json.writeEndObject();
    }

    private void agents(JsonGenerator json) {
        json.writeObjectPropertyStart("agent");
        for (Worker worker : chosen.workers()) {
            json.writeObjectPropertyStart("xcflow:worker-" + worker.id());
            json.writeObjectPropertyStart("prov:type");
            json.writeStringProperty("$", "prov:SoftwareAgent");
            json.writeStringProperty("type", "prov:QUALIFIED_NAME");
            json.writeEndObject();
            json.writeStringProperty("prov:label", worker.codeVersion() + " on " + worker.host());
            json.writeStringProperty("xcflow:jvm", worker.jvm());
            json.writeStringProperty("xcflow:os", worker.os());
            json.writeStringProperty("xcflow:details", worker.details());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void relations(
            JsonGenerator json, String name, BiConsumer<JsonGenerator, ExecutionRecord> write) {
        json.writeObjectPropertyStart(name);
        chosen.executions(page -> page.forEach(record -> write.accept(json, record)));
        json.writeEndObject();
    }

    /** Names and values of the attributes alternate. */
    private void relation(JsonGenerator json, String... attributes) {
        json.writeObjectPropertyStart("_:r" + ++relations);
        for (int i = 0; i < attributes.length; i += 2) {
            json.writeStringProperty(attributes[i], attributes[i + 1]);
        }
        json.writeEndObject();
    }

    private void used(JsonGenerator json, ExecutionRecord record) {
        for (String digest : digests(record.inputs())) {
            relation(
                    json,
                    "prov:activity",
                    "xcflow:execution-" + record.execution().id(),
                    "prov:entity",
                    artefact(digest));
        }
    }

    private void generated(JsonGenerator json, ExecutionRecord record) {
        for (String digest : digests(record.outputs())) {
            relation(
                    json,
                    "prov:entity",
                    artefact(digest),
                    "prov:activity",
                    "xcflow:execution-" + record.execution().id());
        }
    }

    private static Set<String> digests(List<ArtefactRef> artefacts) {
        Set<String> digests = new LinkedHashSet<>();
        artefacts.forEach(artefact -> digests.add(artefact.digest()));
        return digests;
    }

    private void associated(JsonGenerator json, ExecutionRecord record) {
        relation(
                json,
                "prov:activity",
                "xcflow:execution-" + record.execution().id(),
                "prov:agent",
                "xcflow:worker-" + record.execution().worker());
    }

    private void derived(JsonGenerator json) {
        json.writeObjectPropertyStart("wasDerivedFrom");
        Map<Long, FunctionalRecord> versions = chosen.functionalsById();
        for (FunctionalRecord version : chosen.functionals()) {
            for (FunctionalRecord.Parent parent : version.parents()) {
                FunctionalRecord ancestor = parent.version().map(versions::get).orElse(null);
                if (ancestor != null) {
                    relation(
                            json,
                            "prov:generatedEntity",
                            functional(version),
                            "prov:usedEntity",
                            functional(ancestor),
                            "xcflow:relation",
                            parent.relation());
                }
            }
        }
        json.writeEndObject();
    }
}
