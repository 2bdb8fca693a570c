package xcflow.provenance.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.event.Recording;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRows;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Origin;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.RecordWriter;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/** Writes imported records under new ids, in one transaction. */
final class RecordImport {
    private final RecordWriter writer;
    private final FunctionalRows functionalRows;
    private final Set<String> missing;
    private final Instant now;
    private final Origin origin;
    private final Map<Long, Long> workers = new HashMap<>();

    /** Numbers of new runs here, by those that they have elsewhere. */
    private final Map<Long, Long> runs = new HashMap<>();

    private final Map<Long, Long> executions = new HashMap<>();
    private final Map<Long, Long> functionals = new HashMap<>();
    private final Map<Long, JsonNode> workerRecords = new HashMap<>();
    private final Set<Long> newExecutions = new HashSet<>();
    private int newFunctionals;

    /**
     * @param runs new numbers
     */
    record Counts(int executions, int functionals, List<Long> runs) {}

    /**
     * @param missing digests of artefacts whose files did not come along
     */
    RecordImport(Recording recording, List<String> missing, Origin origin) {
        this.origin = origin;
        this.now = recording.now();
        this.writer = new RecordWriter(recording);
        this.functionalRows = new FunctionalRows(recording, name -> Optional.empty());
        this.missing = Set.copyOf(missing);
    }

    /** Takes in a record; those that it refers to have come before. */
    void insert(RecordFields fields) {
        JsonNode record = fields.record();
        switch (record.path("record").asString("")) {
            case "worker" -> workerRecords.put(record.get("id").asLong(), record);
            case "workflow" -> writer.workflow(text(record, "name"), text(record, "text"));
            case "run" -> run(record);
            case "instances" -> instances(record);
            case "execution" -> execution(fields);
            case "functional" -> functional(record);
            case "measurements" -> measurements(record);
            default -> {
                // A later version of xcflow may know more; what we know is complete in itself.
            }
        }
    }

    /** What was new. */
    Counts counts() {
        return new Counts(
                newExecutions.size(), newFunctionals, runs.values().stream().sorted().toList());
    }

    /** Records where everything came from. */
    void finish() {
        List<Long> made = newExecutions.stream().map(executions::get).sorted().toList();
        if (!made.isEmpty() || !runs.isEmpty()) {
            Map<Long, Long> originals = new HashMap<>();
            runs.forEach((original, here) -> originals.put(here, original));
            writer.imported(origin, made, originals);
        }
    }

    private void run(JsonNode record) {
        Run run =
                new Run(
                        record.get("id").asLong(),
                        "",
                        text(record, "workflow"),
                        text(record, "file"),
                        text(record, "parameters"),
                        text(record, "options"),
                        text(record, "origin"),
                        RunState.valueOf(text(record, "state")),
                        Optional.empty(),
                        optional(record, "outputs"),
                        optional(record, "message"),
                        Instant.parse(text(record, "created")),
                        optional(record, "ended").map(Instant::parse),
                        Map.of());
        if (writer.findRun(run).isEmpty()) {
            long here = writer.run(run);
            runs.put(run.id(), here);
            writer.marks(here, Marks.of(record.path("marks")));
        }
    }

    private void instances(JsonNode record) {
        Long run = runs.get(record.get("run").asLong());
        if (run == null) {
            return; // Imported before.
        }
        List<Instance> instances = new ArrayList<>();
        record.get("list").forEach(each -> instances.add(instance(run, each)));
        writer.instances(run, instances);
    }

    private Instance instance(long run, JsonNode record) {
        Optional<Long> old = id(record.get("execution"));
        InstanceState state = InstanceState.valueOf(text(record, "state"));
        boolean own = old.filter(newExecutions::contains).isPresent();
        return new Instance(
                run,
                record.get("number").asInt(),
                text(record, "step"),
                text(record, "labels"),
                // What was here before the run came is not one of its own executions.
                state == InstanceState.SUCCEEDED && !own ? InstanceState.CACHED : state,
                record.get("attempt").asInt(),
                optional(record, "cache-key"),
                old.map(executions::get),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                optional(record, "message"),
                Instant.parse(text(record, "changed")),
                Warning.read(record.path("warnings")));
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).asString();
    }

    private static Optional<String> optional(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asString());
    }

    private void execution(RecordFields fields) {
        JsonNode record = fields.record();
        ExecutionState state = ExecutionState.valueOf(text(record, "state"));
        if (state != ExecutionState.SUCCEEDED) {
            return;
        }
        List<ArtefactRef> stored = artefacts(record.get("stored"));
        boolean complete = stored.stream().noneMatch(a -> missing.contains(a.digest()));
        Optional<Long> run = id(record.get("run")).map(runs::get);
        Execution execution =
                new Execution(
                        0,
                        run,
                        run.flatMap(here -> id(record.get("instance")).map(Long::intValue)),
                        text(record, "workflow"),
                        text(record, "step"),
                        text(record, "labels"),
                        record.get("attempt").asInt(),
                        text(record, "task"),
                        text(record, "task-version"),
                        text(record, "code-digest"),
                        text(record, "cache-key"),
                        text(record, "key-components"),
                        text(record, "inputs"),
                        optional(record, "outputs"),
                        state,
                        record.get("reusable").asBoolean() && complete,
                        worker(record.get("worker").asLong()),
                        record.get("threads").asInt(),
                        optional(record, "log"),
                        optional(record, "message"),
                        Instant.parse(text(record, "started")),
                        optional(record, "ended").map(Instant::parse),
                        Warning.read(record.path("warnings")),
                        Usage.read(record.path("usage")));
        long id = record.get("id").asLong();
        Optional<Long> known = writer.find(execution);
        if (known.isPresent()) {
            executions.put(id, known.get());
            again(fields, known.get(), execution);
        } else {
            executions.put(id, writer.insert(execution, artefacts(record.get("read")), stored));
            newExecutions.add(id);
        }
    }

    /** An execution that is here already must be the same; what it had lost it has again. */
    private void again(RecordFields fields, long known, Execution execution) {
        Execution here = writer.execution(known);
        if (!here.outputs().equals(execution.outputs())
                || !here.inputs().equals(execution.inputs())) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "%s of the archive is execution %d here, but with other inputs or"
                                    + " outputs",
                            fields.name(),
                            known));
        }
        if (execution.reusable() && !here.reusable() && writer.isImported(known)) {
            writer.requalify(known);
        }
    }

    /** Workers are taken over when an execution needs them. */
    private long worker(long id) {
        return workers.computeIfAbsent(
                id,
                old -> {
                    JsonNode record = workerRecords.get(old);
                    if (record == null) {
                        throw new DamagedArchiveException(
                                String.format(Locale.ROOT, "worker %d is missing", old));
                    }
                    return writer.worker(
                            new Worker(
                                    0,
                                    text(record, "host"),
                                    record.get("pid").asLong(),
                                    text(record, "jvm"),
                                    text(record, "os"),
                                    text(record, "code-version"),
                                    text(record, "details"),
                                    Instant.parse(text(record, "started"))));
                });
    }

    private static List<ArtefactRef> artefacts(JsonNode list) {
        List<ArtefactRef> artefacts = new ArrayList<>();
        list.forEach(
                artefact ->
                        artefacts.add(
                                new ArtefactRef(
                                        text(artefact, "digest"),
                                        text(artefact, "name"),
                                        text(artefact, "media-type"),
                                        artefact.get("size").asLong())));
        return artefacts;
    }

    private void functional(JsonNode record) {
        List<FunctionalRecord.Parent> parents = new ArrayList<>();
        record.get("parents")
                .forEach(
                        parent ->
                                parents.add(
                                        new FunctionalRecord.Parent(
                                                id(parent.get("version")).map(functionals::get),
                                                text(parent, "functional"),
                                                text(parent, "relation"))));
        FunctionalRecord version =
                new FunctionalRecord(
                        0,
                        text(record, "kind"),
                        text(record, "name"),
                        0,
                        text(record, "digest"),
                        text(record, "architecture"),
                        text(record, "reference"),
                        text(record, "details"),
                        id(record.get("execution")).map(executions::get),
                        optional(record, "created").map(Instant::parse).orElse(now),
                        parents);
        FunctionalRows.Added added = functionalRows.add(version);
        functionals.put(record.get("id").asLong(), added.id());
        if (added.isNew()) {
            newFunctionals++;
            List<String> tags = new ArrayList<>();
            record.path("tags").forEach(tag -> tags.add(tag.asString()));
            functionalRows.tag(added.id(), tags);
        }
    }

    private static Optional<Long> id(JsonNode node) {
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node.asLong());
    }

    private void measurements(JsonNode record) {
        long old = record.get("execution").asLong();
        if (!newExecutions.contains(old)) {
            return;
        }
        Map<Long, List<Measurement>> byExecution = new LinkedHashMap<>();
        List<Measurement> list =
                byExecution.computeIfAbsent(executions.get(old), id -> new ArrayList<>());
        record.get("values")
                .forEach(
                        value ->
                                list.add(
                                        new Measurement(
                                                0,
                                                functionals.get(value.get("functional").asLong()),
                                                executions.get(old),
                                                text(value, "metric"),
                                                Double.parseDouble(text(value, "value")),
                                                text(value, "unit"))));
        byExecution.forEach(functionalRows::measurements);
    }
}
