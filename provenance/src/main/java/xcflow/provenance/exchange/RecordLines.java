package xcflow.provenance.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.functional.FunctionalMarks;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.RecordReader.WorkflowRecord;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.storage.Sha256;

/**
 * One line of canonical JSON for each record, in an order in which each line refers only to lines
 * before it. The first line names the format.
 */
final class RecordLines {
    static final String FORMAT = "xcflow-records-2";

    /**
     * That of version 0.1.0, which had no manifest, no runs and no times of functional versions.
     */
    static final String FIRST_FORMAT = "xcflow-records-1";

    /** So many instances are in one line. */
    private static final int PAGE = 500;

    private final Chosen chosen;
    private final SealedRecords sealed;
    private final Manifest manifest;

    /**
     * @param manifest to which each line is added
     */
    RecordLines(Chosen chosen, SealedRecords sealed, Manifest manifest) {
        this.chosen = chosen;
        this.sealed = sealed;
        this.manifest = manifest;
    }

    void writeTo(OutputStream out) throws IOException {
        try {
            line(out, "", "the first line", Map.of("format", FORMAT, "title", chosen.title()));
            for (Worker worker : chosen.workers()) {
                line(out, "worker/" + worker.id(), "worker " + worker.id(), of(worker));
            }
            for (WorkflowRecord workflow : chosen.workflows()) {
                line(out, "workflow/" + workflow.id(), "workflow " + workflow.name(), of(workflow));
            }
            Optional<Run> run = chosen.wholeRun();
            run.ifPresent(
                    r ->
                            line(
                                    out,
                                    "run/" + r.id(),
                                    "run " + r.id(),
                                    RunLines.of(r, chosen.marks(r.id()))));
            chosen.executions(page -> executions(out, page));
            run.ifPresent(r -> instances(out, r));
            functionals(out);
            chosen.executions(page -> measurements(out, page));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void executions(OutputStream out, List<ExecutionRecord> page) {
        sealed.check(page);
        Map<String, String> hashes =
                sealed.hashes(
                        page.stream().map(each -> "execution/" + each.execution().id()).toList());
        for (ExecutionRecord each : page) {
            Execution execution = each.execution();
            hashed(
                    out,
                    hashes.getOrDefault("execution/" + execution.id(), ""),
                    String.format(
                            Locale.ROOT,
                            "execution %d (%s/%s)",
                            execution.id(),
                            execution.workflow(),
                            execution.step()),
                    of(each));
        }
    }

    private void instances(OutputStream out, Run run) {
        List<Instance> all = chosen.instances(run.id());
        for (int from = 0; from < all.size(); from += PAGE) {
            List<Instance> page = all.subList(from, Math.min(all.size(), from + PAGE));
            line(
                    out,
                    "run/" + run.id(),
                    String.format(Locale.ROOT, "instances from %d of run %d", from, run.id()),
                    RunLines.of(run.id(), page));
        }
    }

    private void functionals(OutputStream out) {
        Map<Long, List<String>> tags = chosen.tags();
        var notes = chosen.notes();
        for (FunctionalRecord version : chosen.functionals()) {
            Map<String, Object> json = of(version);
            json.put("tags", tags.getOrDefault(version.id(), List.of()));
            json.put(
                    "notes",
                    FunctionalMarks.sealNotes(notes.getOrDefault(version.id(), List.of())));
            line(out, "functional/" + version.id(), "functional " + version.label(), json);
        }
    }

    private void measurements(OutputStream out, List<ExecutionRecord> page) {
        Map<Long, FunctionalRecord> functionals = chosen.functionalsById();
        chosen.measurements(page)
                .forEach(
                        (execution, list) ->
                                line(
                                        out,
                                        "execution/" + execution,
                                        "measurements of execution " + execution,
                                        measurements(execution, list, functionals)));
    }

    /**
     * @param subject under which the event log seals the record
     * @param name for people
     */
    private void line(OutputStream out, String subject, String name, Map<String, ?> json) {
        hashed(out, sealed.hashes(List.of(subject)).getOrDefault(subject, ""), name, json);
    }

    private void hashed(OutputStream out, String hash, String name, Map<String, ?> json) {
        try {
            byte[] line = CanonicalJson.of(json).getBytes(StandardCharsets.UTF_8);
            manifest.record(new Manifest.Part(name, Sha256.of(line), line.length), hash);
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> of(Worker worker) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("record", "worker");
        json.put("id", worker.id());
        json.put("host", worker.host());
        json.put("pid", worker.pid());
        json.put("jvm", worker.jvm());
        json.put("os", worker.os());
        json.put("code-version", worker.codeVersion());
        json.put("details", worker.details());
        json.put("started", worker.started().toString());
        return json;
    }

    private static Map<String, Object> of(WorkflowRecord workflow) {
        return Map.of(
                "record", "workflow",
                "digest", workflow.digest(),
                "name", workflow.name(),
                "text", workflow.text());
    }

    private static Map<String, Object> of(ExecutionRecord record) {
        Execution execution = record.execution();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("record", "execution");
        json.put("id", execution.id());
        json.put("run", execution.run().orElse(null));
        json.put("instance", execution.instance().orElse(null));
        json.put("workflow", execution.workflow());
        json.put("step", execution.step());
        json.put("labels", execution.labels());
        json.put("attempt", execution.attempt());
        json.put("task", execution.task());
        json.put("task-version", execution.taskVersion());
        json.put("code-digest", execution.codeDigest());
        json.put("cache-key", execution.cacheKey());
        json.put("key-components", execution.keyComponents());
        json.put("inputs", execution.inputs());
        json.put("outputs", execution.outputs().orElse(null));
        json.put("state", execution.state().name());
        json.put("reusable", execution.reusable());
        json.put("worker", execution.worker());
        json.put("threads", execution.threads());
        json.put("log", execution.log().orElse(null));
        json.put("message", execution.message().orElse(null));
        json.put("started", execution.started().toString());
        json.put("ended", execution.ended().map(Object::toString).orElse(null));
        if (!execution.warnings().isEmpty()) {
            json.put("warnings", Warning.facts(execution.warnings()));
        }
        if (!execution.usage().unknown()) {
            json.put("usage", execution.usage().facts());
        }
        json.put("read", artefacts(record.inputs()));
        json.put("stored", artefacts(record.outputs()));
        return json;
    }

    private static List<Map<String, Object>> artefacts(List<ArtefactRef> artefacts) {
        return artefacts.stream()
                .map(
                        artefact ->
                                Map.<String, Object>of(
                                        "digest", artefact.digest(),
                                        "name", artefact.name(),
                                        "media-type", artefact.mediaType(),
                                        "size", artefact.size()))
                .toList();
    }

    private static Map<String, Object> of(FunctionalRecord version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("record", "functional");
        json.put("id", version.id());
        json.put("kind", version.kind());
        json.put("name", version.name());
        json.put("digest", version.digest());
        json.put("architecture", version.architecture());
        json.put("reference", version.reference());
        json.put("details", version.details());
        json.put("created", version.created().toString());
        json.put("execution", version.execution().orElse(null));
        List<Map<String, Object>> parents = new ArrayList<>();
        for (FunctionalRecord.Parent parent : version.parents()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("version", parent.version().orElse(null));
            entry.put("functional", parent.functional());
            entry.put("relation", parent.relation());
            parents.add(entry);
        }
        json.put("parents", parents);
        return json;
    }

    private static Map<String, Object> measurements(
            long execution, List<Measurement> list, Map<Long, FunctionalRecord> functionals) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Measurement measurement : list) {
            if (functionals.containsKey(measurement.functional())) {
                entries.add(
                        Map.of(
                                "functional", measurement.functional(),
                                "metric", measurement.metric(),
                                "value", Double.toString(measurement.value()),
                                "unit", measurement.unit()));
            }
        }
        return Map.of("record", "measurements", "execution", execution, "values", entries);
    }
}
