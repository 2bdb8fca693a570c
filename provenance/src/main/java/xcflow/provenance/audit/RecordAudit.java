package xcflow.provenance.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.functional.FunctionalMarks;
import xcflow.provenance.functional.FunctionalQueries;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRows;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.functional.Note;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Seals;
import xcflow.provenance.run.ImportRows;
import xcflow.provenance.state.ExecutionState;
import xcflow.storage.Sha256;
import xcflow.storage.Sql;

/** Compares every record with what the log says of it. */
final class RecordAudit {
    private final Sql sql;
    private final RecordReader reader;
    private final Sealed sealed;
    private final Findings findings;
    private final Map<Long, String> cacheKeys = new HashMap<>();
    private long executions;

    RecordAudit(Sql sql, Sealed sealed, Findings findings) {
        this.sql = sql;
        this.reader = new RecordReader(sql);
        this.sealed = sealed;
        this.findings = findings;
    }

    /**
     * @return number of executions
     */
    long compare() {
        workflows();
        workers();
        reader.executions(page -> executions(page));
        runs();
        functionals();
        ImportRows.facts(sql)
                .forEach(
                        (id, facts) ->
                                findings.compare(
                                        "import " + id, sealed.take("import/" + id), facts));
        for (String subject : sealed.left()) {
            findings.add(subject.replace('/', ' '), "is missing");
        }
        return executions;
    }

    private void workflows() {
        for (RecordReader.WorkflowRecord workflow : reader.workflows()) {
            String subject =
                    String.format(Locale.ROOT, "workflow %d (%s)", workflow.id(), workflow.name());
            findings.compare(
                    subject,
                    sealed.take("workflow/" + workflow.id()),
                    Map.of("digest", workflow.digest(), "name", workflow.name()));
            String digest = Sha256.of(workflow.text());
            if (!digest.equals(workflow.digest())) {
                findings.add(subject, "text was altered", workflow.digest(), digest);
            }
        }
    }

    private void workers() {
        for (var worker : reader.workers()) {
            findings.compare(
                    "worker " + worker.id(),
                    sealed.take("worker/" + worker.id()),
                    Seals.of(worker));
        }
    }

    private void executions(List<ExecutionRecord> page) {
        Map<Long, List<Measurement>> measurements =
                FunctionalQueries.measurements(
                        sql,
                        page.get(0).execution().id(),
                        page.get(page.size() - 1).execution().id());
        for (ExecutionRecord record : page) {
            Execution execution = record.execution();
            executions++;
            cacheKeys.put(execution.id(), execution.cacheKey());
            Sealed.Facts facts = sealed.take("execution/" + execution.id());
            if (execution.state() != ExecutionState.RUNNING || !facts.unknown()) {
                compare(record, measurements.getOrDefault(execution.id(), List.of()), facts);
            }
        }
    }

    private void compare(ExecutionRecord record, List<Measurement> measured, Sealed.Facts facts) {
        Execution execution = record.execution();
        Map<String, Object> own = Seals.of(execution, record.inputs(), record.outputs());
        Map<String, Object> metrics =
                Map.of("measurements", FunctionalRows.sealMeasurements(measured));
        if (!facts.say(measured.isEmpty() ? List.of(own) : List.of(own, metrics))) {
            JsonNode merged = facts.merged();
            if (!measured.isEmpty() || merged != null && merged.has("measurements")) {
                own.putAll(metrics);
            }
            if (merged != null && merged.has("warnings")) {
                own.putIfAbsent("warnings", null);
            }
            if (merged != null && merged.has("usage")) {
                own.putIfAbsent("usage", null);
            }
            findings.differences(subject(execution), merged, own);
        }
        cacheKey(execution);
    }

    private void cacheKey(Execution execution) {
        String components = execution.keyComponents();
        if (Sha256.of(components).equals(execution.cacheKey())) {
            return; // What is recorded mostly is canonical already.
        }
        String key;
        try {
            key = Sha256.of(CanonicalJson.ofText(components));
        } catch (IllegalArgumentException e) {
            key = ""; // Not even JSON any more.
        }
        if (!key.equals(execution.cacheKey())) {
            findings.add(
                    subject(execution),
                    "cache key is not that of its components",
                    key,
                    execution.cacheKey());
        }
    }

    static String subject(Execution execution) {
        return String.format(
                Locale.ROOT,
                "execution %d (%s/%s)",
                execution.id(),
                execution.workflow(),
                execution.step());
    }

    private void runs() {
        for (Run run : reader.runs()) {
            findings.compare("run " + run.id(), sealed.take("run/" + run.id()), Seals.of(run));
            List<Instance> instances = reader.instances(run.id());
            sealed.runs()
                    .getOrDefault(run.id(), new InstanceFacts())
                    .compare(run.id(), instances, findings);
            instances.forEach(this::cacheKey);
        }
    }

    private void cacheKey(Instance instance) {
        if (!instance.state().hasResult() || instance.execution().isEmpty()) {
            return;
        }
        String key = cacheKeys.get(instance.execution().get());
        if (key != null && !key.equals(instance.cacheKey().orElse(""))) {
            findings.add(
                    String.format(
                            Locale.ROOT,
                            "instance %d of run %d (%s)",
                            instance.number(),
                            instance.run(),
                            instance.step()),
                    "cache key was altered",
                    key,
                    instance.cacheKey().orElse(""));
        }
    }

    private void functionals() {
        Map<Long, List<String>> tags = FunctionalMarks.tags(sql);
        Map<Long, List<Note>> notes = FunctionalMarks.notes(sql);
        List<Long> ids = FunctionalQueries.ids(sql);
        for (int from = 0; from < ids.size(); from += 500) {
            List<Long> page = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + 500)));
            for (FunctionalRecord version : FunctionalQueries.byIds(sql, page)) {
                Sealed.Facts facts = sealed.take("functional/" + version.id());
                Map<String, Object> found = FunctionalRows.seal(version);
                if (facts.say(List.of(found)) && plain(version, tags, notes)) {
                    continue;
                }
                JsonNode merged = facts.merged();
                if (tags.containsKey(version.id()) || merged != null && merged.has("tags")) {
                    found.put("tags", tags.getOrDefault(version.id(), List.of()));
                }
                if (notes.containsKey(version.id()) || merged != null && merged.has("notes")) {
                    found.put(
                            "notes",
                            FunctionalMarks.sealNotes(notes.getOrDefault(version.id(), List.of())));
                }
                findings.differences("functional " + version.label(), merged, found);
            }
        }
    }

    /** Whether nobody has said anything of a version. */
    private static boolean plain(
            FunctionalRecord version, Map<Long, List<String>> tags, Map<Long, List<Note>> notes) {
        return !tags.containsKey(version.id()) && !notes.containsKey(version.id());
    }
}
