package xcflow.provenance.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import xcflow.provenance.event.Recording;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.record.Seals;
import xcflow.provenance.state.InstanceTransition;
import xcflow.provenance.state.RunState;
import xcflow.provenance.state.RunTransition;
import xcflow.provenance.state.Transition;
import xcflow.storage.Sha256;
import xcflow.storage.Sql;

/** Beginning, resumption and end of runs. */
final class Submissions {
    private static final List<InstanceTransition> WAITING_AGAIN =
            List.of(InstanceTransition.REOPEN, InstanceTransition.ABANDON);

    private static final String WAIT_AGAIN =
            """
            update instances set state = STATE, attempt = 0, worker_id = null, lease_until = null,
                not_before = null, progress = null, message = null, warnings = null,
                cache_key = null, changed = ?
            where run_id = ? and CONDITION
            """
                    .replace("STATE", Transition.sqlTarget(WAITING_AGAIN))
                    .replace("CONDITION", Transition.sqlCondition(WAITING_AGAIN));

    private Submissions() {}

    static Run submit(Recording recording, NewRun run) {
        Sql sql = recording.sql();
        long workflow = workflow(recording, run.workflow(), run.text());
        long id =
                sql.insert(
                        """
                        insert into runs (workflow_id, file, parameters, options, origin, state, conductor, priority, created)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        workflow,
                        run.file(),
                        run.parameters(),
                        run.options(),
                        run.origin(),
                        RunTransition.SUBMIT.target().name(),
                        UUID.randomUUID().toString(),
                        run.priority(),
                        recording.now());
        Run submitted = RunQueries.run(sql, id).orElseThrow();
        recording.event("run-submitted", "run/" + id, Seals.of(submitted));
        return submitted;
    }

    static long workflow(Recording recording, String name, String text) {
        String digest = Sha256.of(text);
        return recording
                .sql()
                .first("select id from workflows where digest = ?", RecordRows.ID, digest)
                .orElseGet(() -> record(recording, digest, name, text));
    }

    private static long record(Recording recording, String digest, String name, String text) {
        long id =
                recording
                        .sql()
                        .insert(
                                "insert into workflows (digest, name, text, created)"
                                        + " values (?, ?, ?, ?)",
                                digest,
                                name,
                                text,
                                recording.now());
        recording.event(
                "workflow-recorded", "workflow/" + id, Map.of("digest", digest, "name", name));
        return id;
    }

    static void addInstances(Recording recording, long run, List<NewInstance> instances) {
        if (instances.isEmpty()) {
            return;
        }
        List<NewInstance> missing = missing(recording.sql(), run, instances);
        if (missing.isEmpty()) {
            return;
        }
        List<Object[]> rows = new ArrayList<>(missing.size());
        for (NewInstance instance : missing) {
            rows.add(
                    new Object[] {
                        run, instance.number(), instance.step(), instance.labels(), recording.now()
                    });
        }
        recording
                .sql()
                .updateAll(
                        "insert into instances (run_id, number, step, labels, state, attempt,"
                                + " changed) values (?, ?, ?, ?, "
                                + InstanceTransition.PLAN.sqlTarget()
                                + ", 0, ?)",
                        rows);
        recording.event(
                "instances-planned",
                "run/" + run,
                Map.of(
                        "numbers", missing.stream().map(NewInstance::number).toList(),
                        "digest", Seals.plan(missing)));
    }

    private static List<NewInstance> missing(Sql sql, long run, List<NewInstance> instances) {
        int first = instances.stream().mapToInt(NewInstance::number).min().orElseThrow();
        Map<Integer, NewInstance> existing = new HashMap<>();
        sql.query(
                        "select number, step, labels from instances where run_id = ? and number >="
                                + " ?",
                        row ->
                                new NewInstance(
                                        row.getInt("number"),
                                        row.getString("step"),
                                        row.getString("labels")),
                        run,
                        first)
                .forEach(instance -> existing.put(instance.number(), instance));
        List<NewInstance> missing = new ArrayList<>();
        for (NewInstance instance : instances) {
            NewInstance old = existing.get(instance.number());
            if (old == null) {
                missing.add(instance);
            } else if (!old.equals(instance)) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "instance %d of run %d is %s %s, not %s %s",
                                instance.number(),
                                run,
                                old.step(),
                                old.labels(),
                                instance.step(),
                                instance.labels()));
            }
        }
        return missing;
    }

    static void ready(Recording recording, long run, Collection<Integer> instances) {
        List<Object[]> rows = new ArrayList<>(instances.size());
        instances.forEach(number -> rows.add(new Object[] {recording.now(), run, number}));
        recording
                .sql()
                .updateAll(
                        "update instances set state = "
                                + InstanceTransition.PREPARE.sqlTarget()
                                + ", changed = ? where run_id = ? and number = ? and "
                                + InstanceTransition.PREPARE.sqlCondition(),
                        rows);
    }

    static void finish(
            Recording recording, long id, RunState state, String outputs, String message) {
        if (!RunTransition.FINISH.to().contains(state)) {
            throw new IllegalArgumentException("a run cannot end as " + state);
        }
        Sql sql = recording.sql();
        int changed =
                sql.update(
                        "update runs set state = ?, outputs = ?, message = ?, ended = ?"
                                + " where id = ? and "
                                + RunTransition.FINISH.sqlCondition(),
                        state.name(),
                        outputs,
                        message,
                        recording.now(),
                        id);
        expectOne(sql, changed, id, "finished");
        Run run = RunQueries.run(sql, id).orElseThrow();
        recording.event("run-finished", "run/" + id, Seals.ending(run));
    }

    /** Pauses a run or lets it go on; says whether that changed anything. */
    static boolean change(Recording recording, long id, RunTransition way, String type) {
        Sql sql = recording.sql();
        int changed =
                sql.update(
                        "update runs set state = "
                                + way.sqlTarget()
                                + " where id = ? and "
                                + way.sqlCondition(),
                        id);
        if (changed == 1) {
            Run run = RunQueries.run(sql, id).orElseThrow();
            recording.event(type, "run/" + id, Seals.ending(run));
        }
        return changed == 1;
    }

    static int expect(Sql sql, long run, Map<Integer, String> cacheKeys) {
        List<Object[]> rows = new ArrayList<>();
        cacheKeys.forEach((number, key) -> rows.add(new Object[] {key, run, number}));
        sql.updateAll(
                "update instances set cache_key = ? where run_id = ? and number = ?"
                        + " and state in ('WAITING', 'READY')",
                rows);
        return rows.size();
    }

    static void reopen(Recording recording, long id) {
        Sql sql = recording.sql();
        int changed =
                sql.update(
                        "update runs set state = "
                                + RunTransition.REOPEN.sqlTarget()
                                + ", cancel_requested = null, outputs = null, message = null,"
                                + " ended = null, conductor = ? where id = ? and "
                                + RunTransition.REOPEN.sqlCondition(),
                        UUID.randomUUID().toString(),
                        id);
        expectOne(sql, changed, id, "reopened");
        sql.update(WAIT_AGAIN, recording.now(), id, recording.now());
        ExecutionRows.lose(
                recording,
                sql.query(
                        """
                        select id from executions where run_id = ? and state = 'RUNNING'
                        and not exists (select 1 from instances i where i.run_id = ?
                                        and i.execution_id = executions.id and i.state = 'RUNNING')
                        """,
                        RecordRows.ID,
                        id,
                        id));
        Run run = RunQueries.run(sql, id).orElseThrow();
        recording.event("run-reopened", "run/" + id, Seals.ending(run));
    }

    private static void expectOne(Sql sql, int changed, long id, String done) {
        if (changed != 1) {
            RunState state = RunQueries.run(sql, id).orElseThrow().state();
            throw new IllegalStateException(
                    "run " + id + " is " + state + " and cannot be " + done);
        }
    }

    /** Asks whoever works on a run to cancel it; returns the number of runs that are asked. */
    static int requestCancel(Sql sql, long run, Instant now) {
        return sql.update(
                "update runs set cancel_requested = ? where id = ? and state in"
                        + " ('RUNNING', 'PAUSED') and cancel_requested is null",
                now,
                run);
    }
}
