package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.RecordReader.WorkflowRecord;
import xcflow.storage.Content;

/**
 * The metadata of a crate: RO-Crate 1.1 with the profiles Process, Workflow and Provenance Run
 * Crate 0.5. Steps are {@code HowToStep}s, tasks are {@code SoftwareApplication}s, executions are
 * {@code CreateAction}s.
 */
final class Crate {
    static final String README = "README.md";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final String PROFILES = "https://w3id.org/ro/wfrun/";
    private static final String WORKFLOW_CRATE =
            "https://w3id.org/workflowhub/workflow-ro-crate/1.0";
    private static final String BIOSCHEMAS =
            "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE";
    private static final String LANGUAGE = "#xcflow-language";
    private static final String LICENCE = "#licence";
    private static final String AUTHOR = "#author";
    private static final String PUBLISHER = "#publisher";

    private final Chosen chosen;
    private final Map<String, ArtefactRef> files;
    private final CrateIndex index;
    private final Credit credit;

    /**
     * @param files artefacts whose content is in the crate, by digest
     */
    Crate(Chosen chosen, Map<String, ArtefactRef> files, Credit credit) {
        this.chosen = chosen;
        this.files = files;
        this.credit = credit;
        this.index = new CrateIndex(chosen);
    }

    static Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a person reads who finds the crate. */
    static String readme(String title) {
        return String.format(
                Locale.ROOT,
                """
                # %s

                Everything that led to it, recorded by xcflow, with the files themselves.

                * `ro-crate-metadata.json` describes the content (RO-Crate 1.1, Provenance Run Crate 0.5).
                * `prov.json` says the same as W3C PROV-JSON.
                * `objects/` holds the files. Each is named by the SHA-256 of its content.
                * `records.jsonl` is for `xcflow import`, which verifies all of it; then `xcflow audit` and
                  `xcflow functional lineage` answer questions.
                """,
                title);
    }

    void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("@context", "https://w3id.org/ro/crate/1.1/context");
            json.writeArrayPropertyStart("@graph");
            write(json, descriptor());
            profiles(json);
            write(json, root());
            write(json, licence());
            parties(json);
            chosen.workflow().ifPresent(workflow -> workflow(json, workflow));
            software(json);
            CrateActions actions = new CrateActions(index, files, entity -> write(json, entity));
            chosen.workflow()
                    .flatMap(workflow -> chosen.run())
                    .ifPresent(run -> actions.run(run, chosen.marks(run.id())));
            chosen.executions(page -> page.forEach(actions::execution));
            functionals(json);
            files.values().forEach(file -> file(json, file));
            plainFile(json, "prov.json", "Provenance as W3C PROV-JSON", "application/json");
            plainFile(json, "records.jsonl", "Records for import", "application/jsonl");
            write(
                    json,
                    CrateEntity.of(README, "File", "How to read this crate")
                            .put("encodingFormat", "text/markdown")
                            .ref("about", "./"));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, CrateEntity entity) {
        json.writePOJO(entity.properties());
    }

    private static CrateEntity descriptor() {
        CrateEntity descriptor =
                CrateEntity.of("ro-crate-metadata.json", "CreativeWork", "Metadata of this crate");
        return descriptor
                .refs("conformsTo", List.of("https://w3id.org/ro/crate/1.1", WORKFLOW_CRATE))
                .ref("about", "./");
    }

    private static void profiles(JsonGenerator json) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("process", "Process Run Crate");
        names.put("workflow", "Workflow Run Crate");
        names.put("provenance", "Provenance Run Crate");
        names.forEach(
                (profile, name) ->
                        write(
                                json,
                                CrateEntity.of(PROFILES + profile + "/0.5", "CreativeWork", name)
                                        .put("version", "0.5")));
        write(
                json,
                CrateEntity.of(WORKFLOW_CRATE, "CreativeWork", "Workflow RO-Crate")
                        .put("version", "1.0"));
        write(
                json,
                CrateEntity.of(
                                BIOSCHEMAS,
                                "CreativeWork",
                                "Bioschemas profile ComputationalWorkflow")
                        .put("version", "1.0-RELEASE"));
    }

    private CrateEntity root() {
        List<String> parts = new ArrayList<>();
        chosen.workflow().ifPresent(workflow -> parts.add(CrateEntity.WORKFLOW));
        parts.addAll(List.of("prov.json", "records.jsonl", README));
        files.keySet().forEach(digest -> parts.add(Export.path(digest)));
        List<String> mentions = new ArrayList<>();
        chosen.workflow()
                .flatMap(workflow -> chosen.run())
                .ifPresent(run -> mentions.add(CrateEntity.run(run.id())));
        index.actions().forEach(execution -> mentions.add(CrateEntity.action(execution)));
        CrateEntity root =
                CrateEntity.of("./", "Dataset", chosen.title())
                        .put(
                                "description",
                                chosen.title()
                                        + ": everything that led to it, recorded by xcflow, with the"
                                        + " files themselves.")
                        .put("datePublished", CrateEntity.time(index.last()))
                        .ref("license", credit.licence().orElse(LICENCE))
                        .refs("author", authors())
                        .refs(
                                "conformsTo",
                                List.of(
                                        PROFILES + "process/0.5",
                                        PROFILES + "workflow/0.5",
                                        PROFILES + "provenance/0.5",
                                        WORKFLOW_CRATE))
                        .refs("hasPart", parts)
                        .refs("mentions", mentions);
        chosen.workflow().ifPresent(workflow -> root.ref("mainEntity", CrateEntity.WORKFLOW));
        credit.publisher().ifPresent(publisher -> root.ref("publisher", id(publisher, PUBLISHER)));
        return root;
    }

    private List<String> authors() {
        return credit.author()
                .map(author -> List.of(id(author, AUTHOR)))
                .orElseGet(
                        () ->
                                index.persons().values().stream()
                                        .distinct()
                                        .map(CrateEntity::person)
                                        .toList());
    }

    private static String id(Credit.Party party, String otherwise) {
        return party.address().orElse(otherwise);
    }

    private CrateEntity licence() {
        return credit.licence()
                .map(address -> CrateEntity.of(address, "CreativeWork", address))
                .orElseGet(
                        () ->
                                CrateEntity.of(LICENCE, "CreativeWork", "Not stated")
                                        .put(
                                                "description",
                                                "The holder of the data decides on a licence;"
                                                        + " xcflow does not know it."));
    }

    private void parties(JsonGenerator json) {
        credit.author()
                .ifPresent(
                        author -> {
                            CrateEntity person =
                                    CrateEntity.of(id(author, AUTHOR), "Person", author.name());
                            credit.publisher()
                                    .ifPresent(
                                            publisher ->
                                                    person.ref(
                                                            "affiliation",
                                                            id(publisher, PUBLISHER)));
                            write(json, person);
                        });
        credit.publisher()
                .ifPresent(
                        publisher -> {
                            CrateEntity organisation =
                                    CrateEntity.of(
                                            id(publisher, PUBLISHER),
                                            "Organization",
                                            publisher.name());
                            publisher.address().ifPresent(url -> organisation.put("url", url));
                            write(json, organisation);
                        });
    }

    private void workflow(JsonGenerator json, WorkflowRecord workflow) {
        write(
                json,
                CrateEntity.of(
                                CrateEntity.WORKFLOW,
                                List.of(
                                        "File",
                                        "SoftwareSourceCode",
                                        "ComputationalWorkflow",
                                        "HowTo"),
                                workflow.name())
                        .put("version", workflow.digest())
                        .ref("url", CrateEntity.WORKFLOW)
                        .ref("conformsTo", BIOSCHEMAS)
                        .ref("programmingLanguage", LANGUAGE)
                        .put("encodingFormat", "application/yaml")
                        .put("sha256", workflow.digest())
                        .refs("hasPart", index.tools().keySet())
                        .refs(
                                "step",
                                index.steps().keySet().stream().map(CrateEntity::step).toList()));
        int position = 0;
        for (var entry : index.steps().entrySet()) {
            write(
                    json,
                    CrateEntity.of(CrateEntity.step(entry.getKey()), "HowToStep", entry.getKey())
                            .put("position", Integer.toString(position++))
                            .ref("workExample", CrateIndex.tool(entry.getValue())));
        }
        write(
                json,
                CrateEntity.of(LANGUAGE, "ComputerLanguage", "xcflow experiment language")
                        .put("alternateName", "xcflow")
                        .ref("identifier", CrateEntity.PROGRAM)
                        .ref("url", CrateEntity.PROGRAM));
    }

    private void software(JsonGenerator json) {
        index.tools()
                .forEach(
                        (id, execution) ->
                                write(
                                        json,
                                        CrateEntity.of(id, "SoftwareApplication", execution.task())
                                                .put("softwareVersion", execution.taskVersion())
                                                .ref("url", CrateEntity.PROGRAM)));
        for (var worker : index.workers()) {
            CrateEntity application =
                    CrateEntity.of(
                                    CrateEntity.worker(worker.id()),
                                    "SoftwareApplication",
                                    "xcflow on " + worker.host())
                            .put("softwareVersion", worker.codeVersion())
                            .put("operatingSystem", worker.os())
                            .put("runtimePlatform", worker.jvm())
                            .ref("url", CrateEntity.PROGRAM);
            CrateIndex.processor(worker)
                    .ifPresent(used -> application.put("processorRequirements", used));
            write(json, application);
        }
        index.persons().values().stream()
                .distinct()
                .forEach(
                        user ->
                                write(
                                        json,
                                        CrateEntity.of(CrateEntity.person(user), "Person", user)));
    }

    private void functionals(JsonGenerator json) {
        for (FunctionalRecord version : chosen.functionals()) {
            CrateEntity work =
                    CrateEntity.of(
                                    CrateEntity.functional(version.id()),
                                    "CreativeWork",
                                    version.label())
                            .put("version", Integer.toString(version.number()))
                            .put(
                                    "description",
                                    String.format(
                                            Locale.ROOT,
                                            "%s functional, %s; details: %s",
                                            version.kind(),
                                            version.architecture(),
                                            version.details()))
                            .refs(
                                    "isBasedOn",
                                    version.parents().stream()
                                            .flatMap(parent -> parent.version().stream())
                                            .map(CrateEntity::functional)
                                            .toList());
            if (files.containsKey(version.digest())) {
                work.ref("encoding", Export.path(version.digest()));
            }
            write(json, work);
        }
    }

    private static void file(JsonGenerator json, ArtefactRef artefact) {
        write(
                json,
                CrateEntity.of(Export.path(artefact.digest()), "File", artefact.name())
                        .put("encodingFormat", artefact.mediaType())
                        .put("contentSize", Long.toString(artefact.size()))
                        .put("sha256", artefact.digest()));
    }

    private static void plainFile(JsonGenerator json, String path, String name, String mediaType) {
        write(json, CrateEntity.of(path, "File", name).put("encodingFormat", mediaType));
    }
}
