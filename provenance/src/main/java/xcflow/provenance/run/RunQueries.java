package xcflow.provenance.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import xcflow.provenance.ArtefactRef;

/** Everything that only reads. */
final class RunQueries {
    private static final String RUNS =
            """
            select r.*, w.name as workflow, w.digest as workflow_digest
            from runs r join workflows w on w.id = r.workflow_id
            """;

    private RunQueries() {}

    static Optional<Run> run(Handle handle, long id) {
        return runs(handle, RUNS + " where r.id = ?", id).stream().findFirst();
    }

    static List<Run> runs(Handle handle, int offset, int limit) {
        return runs(handle, RUNS + " order by r.id desc limit ? offset ?", limit, offset);
    }

    private static List<Run> runs(Handle handle, String sql, Object... arguments) {
        var query = handle.createQuery(sql);
        for (int i = 0; i < arguments.length; i++) {
            query.bind(i, arguments[i]);
        }
        Map<Long, Map<InstanceState, Integer>> counts = new HashMap<>();
        RowMapper<Run> mapper =
                (row, context) -> {
                    long id = row.getLong("id");
                    Map<InstanceState, Integer> count = new EnumMap<>(InstanceState.class);
                    counts.put(id, count);
                    return new Run(
                            id,
                            row.getString("workflow"),
                            row.getString("workflow_digest"),
                            row.getString("file"),
                            row.getString("parameters"),
                            row.getString("options"),
                            row.getString("origin"),
                            RunState.valueOf(row.getString("state")),
                            Rows.time(row, "cancel_requested"),
                            Optional.ofNullable(row.getString("outputs")),
                            Optional.ofNullable(row.getString("message")),
                            row.getTimestamp("created").toInstant(),
                            Rows.time(row, "ended"),
                            count);
                };
        List<Run> runs = query.map(mapper).list();
        handle.createQuery(
                        "select run_id, state, count(*) as n from instances where run_id = any(:runs)"
                                + " group by run_id, state")
                .bindArray("runs", Long.class, new ArrayList<>(counts.keySet()))
                .map(
                        (row, context) ->
                                counts.get(row.getLong("run_id"))
                                        .put(
                                                InstanceState.valueOf(row.getString("state")),
                                                row.getInt("n")))
                .list();
        return runs;
    }

    static Optional<String> workflowText(Handle handle, String digest) {
        return handle.createQuery("select text from workflows where digest = ?")
                .bind(0, digest)
                .mapTo(String.class)
                .findOne();
    }

    static List<Instance> instances(Handle handle, long run) {
        return handle.createQuery("select * from instances where run_id = ? order by number")
                .bind(0, run)
                .map(Rows.INSTANCE)
                .list();
    }

    static Optional<Instance> instance(Handle handle, long run, int number) {
        return handle.createQuery("select * from instances where run_id = ? and number = ?")
                .bind(0, run)
                .bind(1, number)
                .map(Rows.INSTANCE)
                .findOne();
    }

    static List<Instance> instances(Handle handle, long run, InstanceState state, int limit) {
        return handle.createQuery(
                        "select * from instances where run_id = ? and state = ? order by number"
                                + " limit ?")
                .bind(0, run)
                .bind(1, state.name())
                .bind(2, limit)
                .map(Rows.INSTANCE)
                .list();
    }

    static List<Instance> claimable(Handle handle, long run, Instant now, int limit) {
        return handle.createQuery(
                        """
                        select * from instances where run_id = :run
                        and (state = 'READY' and (not_before is null or not_before <= :now)
                             or state = 'RUNNING' and lease_until < :now)
                        order by number limit :limit
                        """)
                .bind("run", run)
                .bind("now", now)
                .bind("limit", limit)
                .map(Rows.INSTANCE)
                .list();
    }

    static Optional<Instant> nextRetry(Handle handle, long run) {
        return handle.createQuery(
                        "select min(not_before) from instances where run_id = ? and state = 'READY'")
                .bind(0, run)
                .mapTo(Instant.class)
                .findOne();
    }

    static Map<Integer, String> outputs(Handle handle, long run, Collection<Integer> instances) {
        Map<Integer, String> outputs = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        select i.number, e.outputs from instances i join executions e on e.id = i.execution_id
                        where i.run_id = :run and i.number = any(:numbers) and i.state in ('SUCCEEDED', 'CACHED')
                        order by i.number
                        """)
                .bind("run", run)
                .bindArray("numbers", Integer.class, new ArrayList<>(instances))
                .map((row, context) -> outputs.put(row.getInt("number"), row.getString("outputs")))
                .list();
        return outputs;
    }

    static Optional<Execution> execution(Handle handle, long id) {
        return handle.createQuery("select * from executions where id = ?")
                .bind(0, id)
                .map(Rows.EXECUTION)
                .findOne();
    }

    static List<Execution> executions(Handle handle, Collection<Long> ids) {
        return handle.createQuery("select * from executions where id = any(:ids) order by id")
                .bindArray("ids", Long.class, new ArrayList<>(ids))
                .map(Rows.EXECUTION)
                .list();
    }

    static List<Execution> executions(Handle handle, long run, int instance) {
        List<Execution> own =
                handle.createQuery(
                                "select * from executions where run_id = ? and instance = ?"
                                        + " order by id")
                        .bind(0, run)
                        .bind(1, instance)
                        .map(Rows.EXECUTION)
                        .list();
        Optional<Instance> cached =
                instance(handle, run, instance)
                        .filter(found -> found.state() == InstanceState.CACHED);
        return cached.flatMap(Instance::execution)
                .flatMap(id -> execution(handle, id))
                .map(List::of)
                .orElse(own);
    }

    /** Artefacts that each of the executions read ({@code in}) or stored ({@code out}). */
    static Map<Long, List<ArtefactRef>> artefacts(
            Handle handle, Collection<Long> executions, String direction) {
        Map<Long, List<ArtefactRef>> artefacts = new HashMap<>();
        handle.createQuery(
                        """
                        select x.execution_id, a.digest, x.name, x.media_type, a.size
                        from execution_artefacts x join artefacts a on a.id = x.artefact_id
                        where x.execution_id = any(:ids) and x.direction = :direction
                        order by x.execution_id, x.position
                        """)
                .bindArray("ids", Long.class, new ArrayList<>(executions))
                .bind("direction", direction)
                .map(
                        (row, context) ->
                                artefacts
                                        .computeIfAbsent(
                                                row.getLong("execution_id"),
                                                id -> new ArrayList<>())
                                        .add(Rows.ARTEFACT.map(row, context)))
                .list();
        return artefacts;
    }

    static Map<String, Cached> lookup(Handle handle, Collection<String> cacheKeys) {
        Map<String, Cached> found = new HashMap<>();
        handle.createQuery(
                        """
                        select id, cache_key, outputs, run_id, step, ended from executions
                        where cache_key = any(:keys) and state = 'SUCCEEDED' and reusable order by id
                        """)
                .bindArray("keys", String.class, new ArrayList<>(cacheKeys))
                .map(
                        (row, context) ->
                                new Cached(
                                        row.getLong("id"),
                                        row.getString("cache_key"),
                                        row.getString("outputs"),
                                        row.getLong("run_id"),
                                        row.getString("step"),
                                        row.getTimestamp("ended").toInstant()))
                .forEach(cached -> found.put(cached.cacheKey(), cached));
        return found;
    }

    static Map<String, Cached> lookupAsBefore(Handle handle, long run) {
        List<String> keys =
                handle.createQuery(
                                """
                                select distinct cache_key from instances where cache_key is not null and run_id = (
                                    select max(r.id) from runs r join workflows w on w.id = r.workflow_id
                                    where r.id < :run and w.name = (
                                        select v.name from workflows v join runs s on s.workflow_id = v.id
                                        where s.id = :run))
                                """)
                        .bind("run", run)
                        .mapTo(String.class)
                        .list();
        return keys.isEmpty() ? Map.of() : lookup(handle, keys);
    }

    static List<Execution> earlier(
            Handle handle, String task, String workflow, String step, int limit) {
        List<Execution> same =
                handle.createQuery(
                                """
                                select * from executions where workflow = :workflow and step = :step
                                and task = :task and state = 'SUCCEEDED' order by id desc limit :limit
                                """)
                        .bind("task", task)
                        .bind("workflow", workflow)
                        .bind("step", step)
                        .bind("limit", limit)
                        .map(Rows.EXECUTION)
                        .list();
        if (same.size() == limit) {
            return same;
        }
        List<Execution> all = new ArrayList<>(same);
        handle.createQuery(
                        """
                        select * from executions where task = :task and state = 'SUCCEEDED'
                        and not (workflow = :workflow and step = :step) order by id desc limit :limit
                        """)
                .bind("task", task)
                .bind("workflow", workflow)
                .bind("step", step)
                .bind("limit", limit - same.size())
                .map(Rows.EXECUTION)
                .forEach(all::add);
        return all;
    }

    static List<Worker> leaseHolders(Handle handle) {
        return handle.createQuery(
                        """
                        select * from workers where id in
                        (select worker_id from instances where worker_id is not null and state = 'RUNNING')
                        order by id
                        """)
                .map(Rows.WORKER)
                .list();
    }

    static Optional<Worker> worker(Handle handle, long id) {
        return handle.createQuery("select * from workers where id = ?")
                .bind(0, id)
                .map(Rows.WORKER)
                .findOne();
    }
}
