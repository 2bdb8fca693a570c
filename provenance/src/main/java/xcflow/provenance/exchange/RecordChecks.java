package xcflow.provenance.exchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import tools.jackson.databind.JsonNode;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.storage.Sha256;

/**
 * Checks records before anything is imported: every member is there and within its bounds, what can
 * be computed agrees with what is said, and each refers only to records before it.
 */
final class RecordChecks {
    private static final Set<String> KINDS = Set.of("neural", "reference", "external");
    private static final Set<String> RELATIONS =
            Set.of("cloned-from", "fine-tuned-from", "initialised");

    private final Instant now;
    private final BinaryOperator<String> keyInputs;
    private final Set<Long> workers = new HashSet<>();
    private final Set<String> workflows = new HashSet<>();

    /** Numbers of the instances of each run that have come so far. */
    private final Map<Long, Set<Integer>> runs = new HashMap<>();

    private final Map<Long, Made> executions = new HashMap<>();
    private final Set<Long> functionals = new HashSet<>();
    private final Map<String, Long> described = new TreeMap<>();
    private final Map<String, Long> needed = new TreeMap<>();

    /**
     * A successful execution.
     *
     * @param artefacts digests of what it stored
     */
    private record Made(String cacheKey, Set<String> artefacts) {
        static final Made NOTHING = new Made("", Set.of());
    }

    RecordChecks(Instant now, BinaryOperator<String> keyInputs) {
        this.now = now;
        this.keyInputs = keyInputs;
    }

    /** Artefacts of which records speak, with their sizes. */
    Map<String, Long> described() {
        return described;
    }

    /** Those among them that successful executions read or stored; the others are not imported. */
    Map<String, Long> needed() {
        return needed;
    }

    /**
     * Checks one record; those that it refers to have come before.
     *
     * @throws DamagedArchiveException that names the record and what is wrong with it
     */
    void check(RecordFields record) {
        switch (record.record().path("record").asString("")) {
            case "worker" -> worker(record);
            case "workflow" -> workflow(record);
            case "run" -> run(record);
            case "execution" -> execution(record);
            case "functional" -> functional(record);
            case "measurements" -> measurements(record);
            case "instances" -> instances(record);
            default -> {
                // A later version of xcflow may know more; what we know is complete in itself.
            }
        }
    }

    private void worker(RecordFields worker) {
        workers.add(worker.id("id"));
        for (String name : List.of("host", "jvm", "os", "code-version")) {
            worker.text(name, 200);
        }
        worker.number("pid", 0, Long.MAX_VALUE);
        worker.object("details");
        worker.time("started", now);
    }

    private void workflow(RecordFields workflow) {
        workflow.text("name", 200);
        workflows.add(workflow.digest("digest"));
        if (!Sha256.of(workflow.text("text")).equals(workflow.digest("digest"))) {
            throw new DamagedArchiveException(
                    String.format(
                            Locale.ROOT,
                            "workflow %s of the archive was altered",
                            workflow.text("name", 200)));
        }
    }

    private void run(RecordFields run) {
        if (runs.put(run.id("id"), new HashSet<>()) != null) {
            throw run.wrong("id", "occurs twice: " + run.id("id"));
        }
        if (!workflows.contains(run.digest("workflow"))) {
            throw run.wrong("workflow", "is not in the archive: " + run.digest("workflow"));
        }
        run.text("file", 1000);
        run.object("parameters");
        run.object("options");
        run.text("origin", 20);
        if (!run.constant("state", RunState.class).finished()) {
            throw run.wrong("state", "is RUNNING: it had not ended");
        }
        run.optionalObject("outputs");
        run.optional("message");
        run.time("created", now);
        run.time("ended", now);
        run.marks("marks");
    }

    private void execution(RecordFields execution) {
        execution.text("workflow", 200);
        execution.text("step", 200);
        execution.object("labels");
        execution.count("attempt", 0);
        execution.count("threads", 0);
        execution.flag("reusable");
        execution.optionalDigest("log");
        execution.optional("message");
        execution.warnings("warnings");
        execution.usage("usage");
        if (!workers.contains(execution.id("worker"))) {
            throw execution.wrong("worker", "is not in the archive: " + execution.id("worker"));
        }
        execution.optionalId("run");
        ExecutionState state = execution.constant("state", ExecutionState.class);
        Instant started = execution.time("started", now);
        if (execution.optional("ended", 40).isPresent()
                && execution.time("ended", now).isBefore(started)) {
            throw execution.wrong("ended", "is before it started");
        }
        KeyComponents.check(execution, keyInputs);
        List<ArtefactRef> read = execution.artefacts("read");
        List<ArtefactRef> stored = execution.artefacts("stored");
        contains(execution, "inputs", execution.object("inputs"), read);
        if (state == ExecutionState.SUCCEEDED) {
            execution.time("ended", now);
            contains(execution, "outputs", execution.object("outputs"), stored);
            Set<String> made = new HashSet<>();
            stored.forEach(artefact -> made.add(artefact.digest()));
            if (executions.put(execution.id("id"), new Made(execution.digest("cache-key"), made))
                    != null) {
                throw execution.wrong("id", "occurs twice: " + execution.id("id"));
            }
            read.forEach(artefact -> needed.put(artefact.digest(), artefact.size()));
            stored.forEach(artefact -> needed.put(artefact.digest(), artefact.size()));
        }
        describe(execution, read);
        describe(execution, stored);
    }

    /** Every artefact in a value was read or stored, with the same size. */
    private static void contains(
            RecordFields execution, String member, JsonNode value, List<ArtefactRef> artefacts) {
        if (value.path("$artefact").isObject()) {
            String digest = value.get("$artefact").path("digest").asString("");
            long size = value.get("$artefact").path("size").asLong(-1);
            boolean same =
                    artefacts.stream().anyMatch(a -> a.digest().equals(digest) && a.size() == size);
            if (!same) {
                throw execution.wrong(
                        member,
                        String.format(
                                Locale.ROOT, "names artefact %s, which it did not use", digest));
            }
            return;
        }
        value.forEach(inner -> contains(execution, member, inner, artefacts));
    }

    private void describe(RecordFields execution, List<ArtefactRef> artefacts) {
        for (ArtefactRef artefact : artefacts) {
            Long before = described.putIfAbsent(artefact.digest(), artefact.size());
            if (before != null && before != artefact.size()) {
                throw execution.wrong(
                        "size",
                        String.format(
                                Locale.ROOT,
                                "of artefact %s is %d, and %d elsewhere",
                                artefact.digest(),
                                artefact.size(),
                                before));
            }
        }
    }

    private void functional(RecordFields functional) {
        String kind = functional.text("kind", 20);
        if (!KINDS.contains(kind)) {
            throw functional.wrong("kind", "is unknown: " + kind);
        }
        functional.text("name", 200);
        functional.text("architecture", 200);
        functional.text("reference", 200);
        functional.object("details");
        String digest = functional.digest("digest");
        if (functional.optional("created", 40).isPresent()) {
            functional.time("created", now);
        }
        if (kind.equals("neural")) {
            long maker = functional.id("execution");
            if (!executions.getOrDefault(maker, Made.NOTHING).artefacts().contains(digest)) {
                throw functional.wrong(
                        "digest",
                        String.format(
                                Locale.ROOT,
                                "is not among the artefacts of execution %d, which made it",
                                maker));
            }
        }
        for (RecordFields parent : functional.list("parents")) {
            parent.text("functional", 200);
            String relation = parent.text("relation", 20);
            if (!RELATIONS.contains(relation)) {
                throw functional.wrong("relation", "is unknown: " + relation);
            }
            parent.optionalId("version")
                    .filter(id -> !functionals.contains(id))
                    .ifPresent(
                            id -> {
                                throw functional.wrong(
                                        "parents", "are not in the archive: version " + id);
                            });
        }
        functionals.add(functional.id("id"));
    }

    private void measurements(RecordFields measurements) {
        long execution = measurements.id("execution");
        for (RecordFields value : measurements.list("values")) {
            value.text("metric", 200);
            value.text("unit", 50);
            if (!functionals.contains(value.id("functional"))
                    || !executions.containsKey(execution)) {
                throw measurements.wrong("values", "measure what is not in the archive");
            }
            try {
                Double.parseDouble(value.text("value", 40));
            } catch (NumberFormatException e) {
                throw measurements.wrong("value", "is no number: " + value.text("value", 40));
            }
        }
    }

    private void instances(RecordFields instances) {
        Set<Integer> numbers = runs.get(instances.id("run"));
        if (numbers == null) {
            throw instances.wrong("run", "is not in the archive");
        }
        for (RecordFields instance : instances.list("list")) {
            int number = instance.count("number", 0);
            if (!numbers.add(number)) {
                throw instances.wrong("number", "occurs twice: " + number);
            }
            instance(instance, number);
        }
    }

    private void instance(RecordFields instance, int number) {
        instance.text("step", 200);
        instance.object("labels");
        instance.count("attempt", 0);
        instance.optional("message");
        instance.warnings("warnings");
        instance.time("changed", now);
        InstanceState state = instance.constant("state", InstanceState.class);
        if (!state.finished()) {
            throw instance.wrong("state", "of an instance is " + state);
        }
        Optional<String> key = instance.optionalDigest("cache-key");
        Made execution = instance.optionalId("execution").map(executions::get).orElse(Made.NOTHING);
        if (state.hasResult() && execution == Made.NOTHING) {
            throw instance.wrong(
                    "execution",
                    String.format(Locale.ROOT, "of instance %d is not in the archive", number));
        }
        if (state.hasResult() && !key.equals(Optional.of(execution.cacheKey()))) {
            throw instance.wrong(
                    "cache-key",
                    String.format(
                            Locale.ROOT, "of instance %d is not that of its execution", number));
        }
    }
}
