package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.event.Recording;

/** Taking instances, holding them, and giving them back without a result. */
final class Claims {
    private Claims() {}

    static List<Claim> claimAll(
            Recording recording, List<Work> works, Worker worker, Duration lease) {
        List<Work> taken = take(recording, works, worker, lease);
        if (taken.isEmpty()) {
            return List.of();
        }
        Handle handle = recording.handle();
        Map<Work, Instance> instances = new LinkedHashMap<>();
        for (Work work : taken) {
            instances.put(
                    work, RunQueries.instance(handle, work.run(), work.instance()).orElseThrow());
        }
        markLost(recording, instances.values());
        List<Long> executions = open(recording, instances, worker);
        PreparedBatch point =
                handle.prepareBatch(
                        "update instances set execution_id = ? where run_id = ? and number = ?");
        List<Claim> claims = new ArrayList<>();
        Map<Long, List<ArtefactRef>> inputs = new LinkedHashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            Work work = taken.get(i);
            long execution = executions.get(i);
            point.add(execution, work.run(), work.instance());
            inputs.put(execution, work.artefacts());
            claims.add(
                    new Claim(
                            work.run(),
                            work.instance(),
                            instances.get(work).attempt(),
                            execution,
                            worker.id()));
        }
        point.execute();
        ArtefactRows.record(recording, ArtefactRows.IN, inputs);
        return claims;
    }

    private static List<Work> take(
            Recording recording, List<Work> works, Worker worker, Duration lease) {
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                """
                                update instances set state = 'RUNNING', attempt = attempt + 1, cache_key = :key,
                                    worker_id = :worker, lease_until = :until, progress = null, message = null,
                                    changed = :now
                                where run_id = :run and number = :number
                                and (state in ('WAITING', 'READY') and (not_before is null or not_before <= :now)
                                     or state = 'RUNNING' and lease_until < :now)
                                """);
        Instant now = recording.now();
        for (Work work : works) {
            batch.bind("key", work.cacheKey())
                    .bind("worker", worker.id())
                    .bind("until", now.plus(lease))
                    .bind("now", now)
                    .bind("run", work.run())
                    .bind("number", work.instance())
                    .add();
        }
        int[] counts = batch.execute();
        List<Work> taken = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                taken.add(works.get(i));
            }
        }
        return taken;
    }

    /** Ends the executions of workers whose leases ran out. */
    private static void markLost(Recording recording, Collection<Instance> taken) {
        List<Long> before =
                taken.stream().map(Instance::execution).flatMap(Optional::stream).toList();
        if (before.isEmpty()) {
            return;
        }
        List<Long> lost =
                recording
                        .handle()
                        .createQuery(
                                "select id from executions where id = any(:ids) and state = 'RUNNING'")
                        .bindArray("ids", Long.class, before)
                        .mapTo(Long.class)
                        .list();
        lose(recording, lost);
    }

    /** Ends executions of which nothing more will be heard. */
    static void lose(Recording recording, List<Long> executions) {
        if (executions.isEmpty()) {
            return;
        }
        recording
                .handle()
                .createUpdate(
                        "update executions set state = 'LOST', ended = :now where id = any(:ids)")
                .bind("now", recording.now())
                .bindArray("ids", Long.class, executions)
                .execute();
        Completions.seal(recording, "execution-lost", executions);
    }

    private static List<Long> open(
            Recording recording, Map<Work, Instance> instances, Worker worker) {
        PreparedBatch batch =
                recording
                        .handle()
                        .prepareBatch(
                                """
                                insert into executions (run_id, instance, workflow, step, labels, attempt, task,
                                    task_version, code_digest, cache_key, key_components, inputs, state, reusable,
                                    worker_id, threads, started)
                                values (:run, :number, :workflow, :step, :labels, :attempt, :task,
                                    :version, :code, :key, :components, :inputs, 'RUNNING', :reusable,
                                    :worker, :threads, :now)
                                """);
        Map<Long, String> workflows = new HashMap<>();
        instances.forEach(
                (work, instance) ->
                        batch.bind("run", work.run())
                                .bind("number", work.instance())
                                .bind(
                                        "workflow",
                                        workflows.computeIfAbsent(
                                                work.run(), run -> workflow(recording, run)))
                                .bind("step", instance.step())
                                .bind("labels", instance.labels())
                                .bind("attempt", instance.attempt())
                                .bind("task", work.task())
                                .bind("version", work.taskVersion())
                                .bind("code", work.codeDigest())
                                .bind("key", work.cacheKey())
                                .bind("components", work.keyComponents())
                                .bind("inputs", work.inputs())
                                .bind("reusable", work.reusable())
                                .bind("worker", worker.id())
                                .bind("threads", work.threads())
                                .bind("now", recording.now())
                                .add());
        return batch.executePreparedBatch("id").mapTo(Long.class).list();
    }

    private static String workflow(Recording recording, long run) {
        return recording
                .handle()
                .createQuery(
                        "select w.name from workflows w join runs r on r.workflow_id = w.id"
                                + " where r.id = ?")
                .bind(0, run)
                .mapTo(String.class)
                .one();
    }

    static List<Claim> heartbeat(
            Handle handle, Instant now, Collection<RunLedger.Progress> claims, Duration lease) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        update instances set lease_until = :until, progress = :progress, message = :message
                        where run_id = :run and number = :number and state = 'RUNNING'
                        and execution_id = :execution
                        """);
        List<RunLedger.Progress> order = List.copyOf(claims);
        for (RunLedger.Progress progress : order) {
            batch.bind("until", now.plus(lease))
                    .bind(
                            "progress",
                            Double.isNaN(progress.fraction()) ? null : progress.fraction())
                    .bind("message", progress.message())
                    .bind("run", progress.claim().run())
                    .bind("number", progress.claim().instance())
                    .bind("execution", progress.claim().execution())
                    .add();
        }
        int[] counts = order.isEmpty() ? new int[0] : batch.execute();
        List<Claim> lost = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                lost.add(order.get(i).claim());
            }
        }
        return lost;
    }

    static boolean fail(Recording recording, Claim claim, Failure failure) {
        InstanceState state =
                failure.retryAt().isPresent() ? InstanceState.READY : InstanceState.FAILED;
        if (!leave(recording, claim, state, failure.message(), failure.retryAt())) {
            return false;
        }
        end(recording, claim, ExecutionState.FAILED, failure.message(), failure.log());
        return true;
    }

    static boolean release(Recording recording, Claim claim, InstanceState state, String reason) {
        if (state != InstanceState.READY && state != InstanceState.CANCELLED) {
            throw new IllegalArgumentException("a claim cannot be released as " + state);
        }
        if (!leave(recording, claim, state, reason, Optional.empty())) {
            return false;
        }
        if (state == InstanceState.READY) {
            recording
                    .handle()
                    .execute(
                            "update instances set attempt = attempt - 1 where run_id = ? and number = ?",
                            claim.run(),
                            claim.instance());
        }
        end(recording, claim, ExecutionState.CANCELLED, reason, Optional.empty());
        return true;
    }

    private static boolean leave(
            Recording recording,
            Claim claim,
            InstanceState state,
            String message,
            Optional<Instant> notBefore) {
        return recording
                        .handle()
                        .createUpdate(
                                """
                                update instances set state = :state, worker_id = null, lease_until = null,
                                    not_before = :notBefore, progress = null, message = :message, changed = :now
                                where run_id = :run and number = :number and state = 'RUNNING'
                                and execution_id = :execution
                                """)
                        .bind("state", state.name())
                        .bind("notBefore", notBefore.orElse(null))
                        .bind("message", message)
                        .bind("now", recording.now())
                        .bind("run", claim.run())
                        .bind("number", claim.instance())
                        .bind("execution", claim.execution())
                        .execute()
                == 1;
    }

    private static void end(
            Recording recording,
            Claim claim,
            ExecutionState state,
            String message,
            Optional<ArtefactRef> log) {
        Handle handle = recording.handle();
        handle.execute(
                "update executions set state = ?, message = ?, log_digest = ?, ended = ? where id = ?",
                state.name(),
                message,
                log.map(ArtefactRef::digest).orElse(null),
                recording.now(),
                claim.execution());
        log.ifPresent(
                artefact ->
                        ArtefactRows.record(
                                recording,
                                ArtefactRows.OUT,
                                Map.of(claim.execution(), List.of(artefact))));
        Completions.seal(recording, "execution-" + label(state), List.of(claim.execution()));
    }

    private static String label(ExecutionState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    static int expire(Handle handle, long worker) {
        return handle.execute(
                "update instances set lease_until = timestamp with time zone '1970-01-01 00:00:00+00'"
                        + " where worker_id = ? and state = 'RUNNING'",
                worker);
    }

    static Worker register(Recording recording, Worker worker) {
        Instant started = worker.started().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        long id =
                recording
                        .handle()
                        .createUpdate(
                                """
                                insert into workers (host, pid, jvm, os, code_version, details, started)
                                values (:host, :pid, :jvm, :os, :code, :details, :started)
                                """)
                        .bind("host", worker.host())
                        .bind("pid", worker.pid())
                        .bind("jvm", worker.jvm())
                        .bind("os", worker.os())
                        .bind("code", worker.codeVersion())
                        .bind("details", worker.details())
                        .bind("started", started)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
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
