package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ArtefactRows;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.LaterQueries;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.Seals;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceTransition;
import xcflow.provenance.state.Transition;
import xcflow.storage.Sql;

/** Taking instances in order to execute them. */
final class Claims {
    private static final List<InstanceTransition> TAKING =
            List.of(InstanceTransition.CLAIM, InstanceTransition.TAKE_OVER);

    private static final String TAKE =
            """
            update instances set state = STATE, attempt = ?, cache_key = ?,
                execution_id = (select max(e.id) from executions e where e.run_id = ? and e.instance = ?), worker_id = ?, lease_until = ?, progress = null, message = null, changed = ?
            where run_id = ? and number = ? and attempt = ? and CONDITION
            """
                    .replace("STATE", Transition.sqlTarget(TAKING))
                    .replace("CONDITION", Transition.sqlCondition(TAKING));

    private Claims() {}

    /** A claim and the execution that it opened. */
    record Taken(Claim claim, OpenExecutions.Opened opened) {}

    /** An instance that nobody has, as it was before, and the execution to be opened for it. */
    private record Opening(Work work, Instance before, Execution execution) {}

    /**
     * @return what is taken, to be asked for when the transaction has been committed
     */
    static Sql.Later<List<Taken>> claimAll(
            Recording recording,
            List<Work> works,
            Worker worker,
            Duration lease,
            OpenExecutions memory) {
        List<Opening> openings = open(recording, works, worker, memory);
        Sql.Later<List<Long>> ids =
                ExecutionRows.begin(
                        recording.sql(), openings.stream().map(Opening::execution).toList());
        Sql.Later<int[]> counts = take(recording, openings, recording.now().plus(lease));
        markLost(recording, openings);
        Map<Long, List<ArtefactRef>> recorded = recordInputs(recording, openings, ids);
        return () -> {
            List<Taken> taken = new ArrayList<>(openings.size());
            for (int i = 0; i < openings.size(); i++) {
                taken.add(taken(openings.get(i), ids.get().get(i), counts.get()[i], recorded));
            }
            return taken;
        };
    }

    private static Taken taken(
            Opening opening, long id, int count, Map<Long, List<ArtefactRef>> inputs) {
        Work work = opening.work();
        if (count != 1) {
            throw new IllegalStateException(
                    "instance "
                            + work.instance()
                            + " of run "
                            + work.run()
                            + " changed while it was being taken");
        }
        Execution execution = opening.execution().withId(id);
        return new Taken(
                new Claim(work.run(), work.instance(), execution.attempt(), id, execution.worker()),
                new OpenExecutions.Opened(execution, inputs.getOrDefault(id, List.of())));
    }

    /** Records what the executions read; asks for their ids only if they read something. */
    private static Map<Long, List<ArtefactRef>> recordInputs(
            Recording recording, List<Opening> openings, Sql.Later<List<Long>> ids) {
        List<List<ArtefactRef>> lists =
                openings.stream().map(each -> each.work().artefacts()).toList();
        if (lists.stream().allMatch(List::isEmpty)) {
            return Map.of();
        }
        ArtefactRows.Lookup known = ArtefactRows.lookUp(recording.sql(), lists);
        Map<Long, List<ArtefactRef>> inputs = new LinkedHashMap<>();
        for (int i = 0; i < lists.size(); i++) {
            inputs.put(ids.get().get(i), lists.get(i));
        }
        return ArtefactRows.record(recording, ArtefactRows.IN, inputs, known);
    }

    /** The executions to be opened, one for each work whose instance nobody has. */
    private static List<Opening> open(
            Recording recording, List<Work> works, Worker worker, OpenExecutions memory) {
        Map<Long, Sql.Later<String>> conductors = new HashMap<>();
        works.forEach(
                work ->
                        conductors.computeIfAbsent(
                                work.run(), run -> LaterQueries.conductor(recording.sql(), run)));
        Map<Long, Map<Integer, Instance>> instances = instances(recording.sql(), works);
        List<Opening> openings = new ArrayList<>(works.size());
        for (Work work : works) {
            // Each once: of two requests for the same instance, the second finds it taken.
            Instance before = instances.get(work.run()).remove(work.instance());
            if (before != null
                    && free(before, recording.now())
                    && asked(work, before, conductors.get(work.run()).get())) {
                String workflow =
                        memory.workflow(work.run(), run -> workflow(recording.sql(), run));
                Execution execution = execution(work, before, workflow, worker, recording.now());
                openings.add(new Opening(work, before, execution));
            }
        }
        return openings;
    }

    private static Map<Long, Map<Integer, Instance>> instances(Sql sql, List<Work> works) {
        Map<Long, List<Integer>> numbers = new LinkedHashMap<>();
        for (Work work : works) {
            numbers.computeIfAbsent(work.run(), run -> new ArrayList<>()).add(work.instance());
        }
        Map<Long, Sql.Later<List<Instance>>> locked = new LinkedHashMap<>();
        numbers.forEach(
                (run, wanted) -> locked.put(run, LaterQueries.lockedInstances(sql, run, wanted)));
        Map<Long, Map<Integer, Instance>> instances = new HashMap<>();
        locked.forEach(
                (run, rows) -> {
                    Map<Integer, Instance> found = new HashMap<>();
                    rows.get().forEach(instance -> found.put(instance.number(), instance));
                    instances.put(run, found);
                });
        return instances;
    }

    /** Whether the run's conductor asked for just this. */
    private static boolean asked(Work work, Instance instance, String conductor) {
        return (work.attempt() == Work.ANY_ATTEMPT || work.attempt() == instance.attempt())
                && instance.cacheKey().filter(key -> !key.equals(work.cacheKey())).isEmpty()
                && conductor.equals(work.conductor());
    }

    /** Whether one of the transitions is open to it, as far as it was read. */
    private static boolean free(Instance instance, Instant now) {
        return TAKING.stream()
                .filter(way -> way.from().contains(instance.state()))
                .anyMatch(way -> instance.meets(way.guard(), now));
    }

    private static Execution execution(
            Work work, Instance instance, String workflow, Worker worker, Instant now) {
        return new Execution(
                0,
                Optional.of(work.run()),
                Optional.of(work.instance()),
                workflow,
                instance.step(),
                instance.labels(),
                instance.attempt() + 1,
                work.task(),
                work.taskVersion(),
                work.codeDigest(),
                work.cacheKey(),
                work.keyComponents(),
                work.inputs(),
                Optional.empty(),
                ExecutionState.RUNNING,
                work.reusable(),
                worker.id(),
                work.threads(),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty(),
                List.of());
    }

    private static String workflow(Sql sql, long run) {
        return sql.first(
                        "select w.name from workflows w join runs r on r.workflow_id = w.id"
                                + " where r.id = ?",
                        RecordRows.TEXT,
                        run)
                .orElseThrow();
    }

    /** Points the instances, which are locked, to their new executions. */
    private static Sql.Later<int[]> take(
            Recording recording, List<Opening> openings, Instant until) {
        List<Object[]> rows = new ArrayList<>(openings.size());
        for (Opening each : openings) {
            rows.add(
                    new Object[] {
                        each.execution().attempt(),
                        each.execution().cacheKey(),
                        each.before().run(),
                        each.before().number(),
                        each.execution().worker(),
                        until,
                        recording.now(),
                        each.before().run(),
                        each.before().number(),
                        each.before().attempt(),
                        recording.now(),
                        recording.now()
                    });
        }
        return recording.sql().updateAllLater(TAKE, rows);
    }

    /** Ends the executions of workers whose leases ran out. */
    private static void markLost(Recording recording, List<Opening> taken) {
        List<Long> before =
                taken.stream()
                        .map(each -> each.before().execution())
                        .flatMap(Optional::stream)
                        .toList();
        if (!before.isEmpty()) {
            ExecutionRows.lose(
                    recording,
                    recording
                            .sql()
                            .query(
                                    "select id from executions where id = any(?)"
                                            + " and state = 'RUNNING'",
                                    RecordRows.ID,
                                    Sql.longs(before)));
        }
    }

    static Worker register(Recording recording, Worker worker) {
        Instant started = worker.started().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        long id =
                recording
                        .sql()
                        .insert(
                                """
                                insert into workers (host, pid, jvm, os, code_version, details, started)
                                values (?, ?, ?, ?, ?, ?, ?)
                                """,
                                worker.host(),
                                worker.pid(),
                                worker.jvm(),
                                worker.os(),
                                worker.codeVersion(),
                                worker.details(),
                                started);
        Worker registered =
                new Worker(
                        id,
                        worker.host(),
                        worker.pid(),
                        worker.jvm(),
                        worker.os(),
                        worker.codeVersion(),
                        worker.details(),
                        started);
        recording.event("worker-registered", "worker/" + id, Seals.of(registered));
        return registered;
    }
}
