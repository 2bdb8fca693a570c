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
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.RunQueries;
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
            update instances set state = STATE, attempt = ?, cache_key = ?, execution_id = ?,
                worker_id = ?, lease_until = ?, progress = null, message = null, changed = ?
            where run_id = ? and number = ? and attempt = ? and CONDITION
            """
                    .replace("STATE", Transition.sqlTarget(TAKING))
                    .replace("CONDITION", Transition.sqlCondition(TAKING));

    private Claims() {}

    /** A claim and the execution that it opened. */
    record Taken(Claim claim, OpenExecutions.Opened opened) {}

    /** An instance that nobody has, as it was before, and the execution opened for it. */
    private record Opening(Work work, Instance before, Execution execution) {}

    static List<Taken> claimAll(
            Recording recording,
            List<Work> works,
            Worker worker,
            Duration lease,
            OpenExecutions memory) {
        List<Opening> openings = open(recording, works, worker, memory);
        List<Opening> taken = take(recording, openings, recording.now().plus(lease));
        markLost(recording, taken);
        Map<Long, List<ArtefactRef>> inputs = new LinkedHashMap<>();
        taken.forEach(each -> inputs.put(each.execution().id(), each.work().artefacts()));
        Map<Long, List<ArtefactRef>> recorded =
                ArtefactRows.record(recording, ArtefactRows.IN, inputs);
        List<Taken> claims = new ArrayList<>(taken.size());
        for (Opening each : taken) {
            Execution execution = each.execution();
            claims.add(
                    new Taken(
                            new Claim(
                                    each.work().run(),
                                    each.work().instance(),
                                    execution.attempt(),
                                    execution.id(),
                                    worker.id()),
                            new OpenExecutions.Opened(execution, recorded.get(execution.id()))));
        }
        return claims;
    }

    /** Inserts an execution for each work whose instance nobody has. */
    private static List<Opening> open(
            Recording recording, List<Work> works, Worker worker, OpenExecutions memory) {
        Map<Long, Map<Integer, Instance>> instances = instances(recording.sql(), works);
        List<Opening> openings = new ArrayList<>(works.size());
        for (Work work : works) {
            // Each once: of two requests for the same instance, the second finds it taken.
            Instance before = instances.get(work.run()).remove(work.instance());
            if (before != null
                    && free(before, recording.now())
                    && asked(recording.sql(), work, before)) {
                String workflow =
                        memory.workflow(work.run(), run -> workflow(recording.sql(), run));
                Execution execution = execution(work, before, workflow, worker, recording.now());
                openings.add(new Opening(work, before, execution));
            }
        }
        List<Long> ids =
                ExecutionRows.begin(
                        recording.sql(), openings.stream().map(Opening::execution).toList());
        for (int i = 0; i < ids.size(); i++) {
            Opening each = openings.get(i);
            openings.set(
                    i,
                    new Opening(each.work(), each.before(), each.execution().withId(ids.get(i))));
        }
        return openings;
    }

    private static Map<Long, Map<Integer, Instance>> instances(Sql sql, List<Work> works) {
        Map<Long, List<Integer>> numbers = new LinkedHashMap<>();
        for (Work work : works) {
            numbers.computeIfAbsent(work.run(), run -> new ArrayList<>()).add(work.instance());
        }
        Map<Long, Map<Integer, Instance>> instances = new HashMap<>();
        numbers.forEach(
                (run, wanted) -> {
                    Map<Integer, Instance> found = new HashMap<>();
                    RunQueries.instances(sql, run, wanted)
                            .forEach(instance -> found.put(instance.number(), instance));
                    instances.put(run, found);
                });
        return instances;
    }

    /** Whether the run's conductor asked for just this. */
    private static boolean asked(Sql sql, Work work, Instance instance) {
        return (work.attempt() == Work.ANY_ATTEMPT || work.attempt() == instance.attempt())
                && instance.cacheKey().filter(key -> !key.equals(work.cacheKey())).isEmpty()
                && RunQueries.conductor(sql, work.run()).equals(work.conductor());
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

    /** Points the instances to their new executions; drops those that were taken meanwhile. */
    private static List<Opening> take(Recording recording, List<Opening> openings, Instant until) {
        List<Object[]> rows = new ArrayList<>(openings.size());
        for (Opening each : openings) {
            rows.add(
                    new Object[] {
                        each.execution().attempt(),
                        each.execution().cacheKey(),
                        each.execution().id(),
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
        int[] counts = recording.sql().updateAll(TAKE, rows);
        List<Opening> taken = new ArrayList<>(counts.length);
        List<Object[]> dropped = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                taken.add(openings.get(i));
            } else {
                dropped.add(new Object[] {openings.get(i).execution().id()});
            }
        }
        // Nobody has seen them: they were inserted by this transaction.
        recording.sql().updateAll("delete from executions where id = ?", dropped);
        return taken;
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
