package xcflow.provenance.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import xcflow.provenance.event.Recording;
import xcflow.storage.Sha256;

/** Beginning, resumption and end of runs. */
final class Submissions {
    private Submissions() {}

    static Run submit(Recording recording, NewRun run) {
        Handle handle = recording.handle();
        long workflow = workflow(recording, run.workflow(), run.text());
        long id =
                handle.createUpdate(
                                """
                                insert into runs (workflow_id, file, parameters, options, origin, state, created)
                                values (:workflow, :file, :parameters, :options, :origin, 'RUNNING', :now)
                                """)
                        .bind("workflow", workflow)
                        .bind("file", run.file())
                        .bind("parameters", run.parameters())
                        .bind("options", run.options())
                        .bind("origin", run.origin())
                        .bind("now", recording.now())
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
        Run submitted = RunQueries.run(handle, id).orElseThrow();
        recording.event("run-submitted", "run/" + id, Seals.of(submitted));
        return submitted;
    }

    static long workflow(Recording recording, String name, String text) {
        String digest = Sha256.of(text);
        Handle handle = recording.handle();
        return handle.createQuery("select id from workflows where digest = ?")
                .bind(0, digest)
                .mapTo(Long.class)
                .findOne()
                .orElseGet(
                        () -> {
                            long id =
                                    handle.createUpdate(
                                                    "insert into workflows (digest, name, text, created)"
                                                            + " values (?, ?, ?, ?)")
                                            .bind(0, digest)
                                            .bind(1, name)
                                            .bind(2, text)
                                            .bind(3, recording.now())
                                            .executeAndReturnGeneratedKeys("id")
                                            .mapTo(Long.class)
                                            .one();
                            recording.event(
                                    "workflow-recorded",
                                    "workflow/" + id,
                                    Map.of("digest", digest, "name", name));
                            return id;
                        });
    }

    static void addInstances(Recording recording, long run, List<NewInstance> instances) {
        if (instances.isEmpty()) {
            return;
        }
        Handle handle = recording.handle();
        List<NewInstance> missing = missing(handle, run, instances);
        if (missing.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        "insert into instances (run_id, number, step, labels, state, attempt, changed)"
                                + " values (?, ?, ?, ?, 'WAITING', 0, ?)");
        for (NewInstance instance : missing) {
            batch.add(run, instance.number(), instance.step(), instance.labels(), recording.now());
        }
        batch.execute();
        recording.event(
                "instances-planned",
                "run/" + run,
                Map.of(
                        "numbers", missing.stream().map(NewInstance::number).toList(),
                        "digest", Seals.plan(missing)));
    }

    private static List<NewInstance> missing(Handle handle, long run, List<NewInstance> instances) {
        int first = instances.stream().mapToInt(NewInstance::number).min().orElseThrow();
        Map<Integer, NewInstance> existing = new java.util.HashMap<>();
        handle.createQuery(
                        "select number, step, labels from instances where run_id = ? and number >= ?")
                .bind(0, run)
                .bind(1, first)
                .map(
                        (row, context) ->
                                new NewInstance(
                                        row.getInt("number"),
                                        row.getString("step"),
                                        row.getString("labels")))
                .forEach(instance -> existing.put(instance.number(), instance));
        List<NewInstance> missing = new ArrayList<>();
        for (NewInstance instance : instances) {
            NewInstance old = existing.get(instance.number());
            if (old == null) {
                missing.add(instance);
            } else if (!old.equals(instance)) {
                throw new IllegalStateException(
                        "instance %d of run %d is %s %s, not %s %s"
                                .formatted(
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
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                "update instances set state = 'READY', changed = ?"
                                        + " where run_id = ? and number = ? and state = 'WAITING'");
        instances.forEach(number -> batch.add(recording.now(), run, number));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static void finish(
            Recording recording, long id, RunState state, String outputs, String message) {
        if (!state.finished()) {
            throw new IllegalArgumentException("a run cannot end as " + state);
        }
        Handle handle = recording.handle();
        handle.execute(
                "update runs set state = ?, outputs = ?, message = ?, ended = ? where id = ?",
                state.name(),
                outputs,
                message,
                recording.now(),
                id);
        Run run = RunQueries.run(handle, id).orElseThrow();
        recording.event("run-finished", "run/" + id, Seals.ending(run));
    }

    static void reopen(Recording recording, long id) {
        Handle handle = recording.handle();
        handle.execute(
                "update runs set state = 'RUNNING', cancel_requested = null, outputs = null,"
                        + " message = null, ended = null where id = ?",
                id);
        handle.createUpdate(
                        """
                        update instances set state = 'WAITING', attempt = 0, worker_id = null, lease_until = null,
                            not_before = null, progress = null, message = null, changed = :now
                        where run_id = :run and (state in ('READY', 'FAILED', 'SKIPPED', 'CANCELLED')
                                                 or state = 'RUNNING' and lease_until < :now)
                        """)
                .bind("run", id)
                .bind("now", recording.now())
                .execute();
        Claims.lose(
                recording,
                handle.createQuery(
                                """
                                select id from executions where run_id = :run and state = 'RUNNING'
                                and not exists (select 1 from instances i where i.run_id = :run
                                                and i.execution_id = executions.id and i.state = 'RUNNING')
                                """)
                        .bind("run", id)
                        .mapTo(Long.class)
                        .list());
        Run run = RunQueries.run(handle, id).orElseThrow();
        recording.event("run-reopened", "run/" + id, Seals.ending(run));
    }
}
