package xcflow.provenance.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.state.Guard;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.storage.Sql;

/** Everything that only reads. */
public final class RunQueries {
    private static final String RUNS =
            """
            select r.*, w.name as workflow, w.digest as workflow_digest
            from runs r join workflows w on w.id = r.workflow_id
            """;

    private static final String CLAIMABLE =
            """
            from instances where run_id = ? and (state = 'READY' and DUE or state = 'RUNNING' and EXPIRED)
            order by number limit ?
            """
                    .replace("DUE", Guard.DUE.sql())
                    .replace("EXPIRED", Guard.LEASE_EXPIRED.sql());

    private RunQueries() {}

    /**
     * The token of a run's tickets; empty for a run of an earlier version that was not reopened.
     */
    public static String conductor(Sql sql, long run) {
        return LaterQueries.conductor(sql, run).get();
    }

    public static Optional<Run> run(Sql sql, long id) {
        return runs(sql, RUNS + " where r.id = ?", id).stream().findFirst();
    }

    public static List<Run> runs(Sql sql, int offset, int limit) {
        return runs(sql, RUNS + " order by r.id desc limit ? offset ?", limit, offset);
    }

    /** Newest first. */
    public static List<Run> runsByIds(Sql sql, Collection<Long> ids) {
        return runs(sql, RUNS + " where r.id = any(?) order by r.id desc", Sql.longs(ids));
    }

    private static List<Run> runs(Sql sql, String query, Object... arguments) {
        Map<Long, Map<InstanceState, Integer>> counts = new HashMap<>();
        List<Run> runs = sql.query(query, row -> run(row, counts), arguments);
        sql.query(
                "select run_id, state, count(*) as n from instances where run_id = any(?)"
                        + " group by run_id, state",
                row ->
                        counts.get(row.getLong("run_id"))
                                .put(
                                        InstanceState.valueOf(row.getString("state")),
                                        row.getInt("n")),
                Sql.longs(counts.keySet()));
        return runs;
    }

    private static Run run(ResultSet row, Map<Long, Map<InstanceState, Integer>> counts)
            throws SQLException {
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
                RecordRows.time(row, "cancel_requested"),
                Optional.ofNullable(row.getString("outputs")),
                Optional.ofNullable(row.getString("message")),
                row.getTimestamp("created").toInstant(),
                RecordRows.time(row, "ended"),
                count);
    }

    public static Optional<String> workflowText(Sql sql, String digest) {
        return sql.first("select text from workflows where digest = ?", RecordRows.TEXT, digest);
    }

    public static List<Instance> instances(Sql sql, long run) {
        return sql.query(
                "select "
                        + RecordRows.INSTANCE_COLUMNS
                        + " from instances where run_id = ? order by number",
                RecordRows.INSTANCE,
                run);
    }

    public static Optional<Instance> instance(Sql sql, long run, int number) {
        return sql.first(
                "select "
                        + RecordRows.INSTANCE_COLUMNS
                        + " from instances where run_id = ? and number = ?",
                RecordRows.INSTANCE,
                run,
                number);
    }

    public static List<Instance> instances(Sql sql, long run, Collection<Integer> numbers) {
        return LaterQueries.instances(sql, run, numbers).get();
    }

    public static List<Instance> instances(Sql sql, long run, InstanceState state, int limit) {
        return sql.query(
                "select "
                        + RecordRows.INSTANCE_COLUMNS
                        + " from instances where run_id = ? and state = ? order by number limit ?",
                RecordRows.INSTANCE,
                run,
                state.name(),
                limit);
    }

    public static List<Instance> claimable(Sql sql, long run, Instant now, int limit) {
        return sql.query(
                "select " + RecordRows.INSTANCE_COLUMNS + " " + CLAIMABLE,
                RecordRows.INSTANCE,
                run,
                now,
                now,
                limit);
    }

    public static Optional<Instant> nextRetry(Sql sql, long run) {
        return sql.query(
                        "select min(not_before) as next from instances where run_id = ?"
                                + " and state = 'READY'",
                        row -> RecordRows.time(row, "next"),
                        run)
                .get(0);
    }

    public static Map<Integer, String> outputs(Sql sql, long run, Collection<Integer> instances) {
        Map<Integer, String> outputs = new LinkedHashMap<>();
        Result.of(sql, run, instances)
                .forEach((number, result) -> outputs.put(number, result.outputs()));
        return outputs;
    }

    public static Map<Integer, List<Warning>> warnings(Sql sql, long run) {
        Map<Integer, List<Warning>> warnings = new LinkedHashMap<>();
        sql.query(
                """
                select i.number, e.warnings, i.warnings from instances i
                left join executions e on e.id = i.execution_id
                where i.run_id = ? and (e.warnings is not null or i.warnings is not null)
                order by i.number
                """,
                row -> {
                    List<Warning> all = new ArrayList<>(Warning.read(row.getString(2)));
                    all.addAll(Warning.read(row.getString(3)));
                    return warnings.put(row.getInt(1), all);
                },
                run);
        return warnings;
    }

    public static Optional<Execution> execution(Sql sql, long id) {
        return sql.first(
                "select " + RecordRows.EXECUTION_COLUMNS + " from executions where id = ?",
                RecordRows.EXECUTION,
                id);
    }

    public static List<Execution> executions(Sql sql, Collection<Long> ids) {
        return sql.query(
                "select "
                        + RecordRows.EXECUTION_COLUMNS
                        + " from executions where id = any(?) order by id",
                RecordRows.EXECUTION,
                Sql.longs(ids));
    }

    public static List<Execution> executions(Sql sql, long run, int instance) {
        List<Execution> own =
                sql.query(
                        "select "
                                + RecordRows.EXECUTION_COLUMNS
                                + " from executions where run_id = ? and instance = ? order by id",
                        RecordRows.EXECUTION,
                        run,
                        instance);
        // One that failed an expectation keeps pointing to the execution that gave the result.
        Optional<Instance> cached =
                instance(sql, run, instance)
                        .filter(found -> found.state() == InstanceState.CACHED || own.isEmpty());
        return cached.flatMap(Instance::execution)
                .flatMap(id -> execution(sql, id))
                .map(List::of)
                .orElse(own);
    }

    /** Artefacts that each of the executions read ({@code in}) or stored ({@code out}). */
    public static Map<Long, List<ArtefactRef>> artefacts(
            Sql sql, Collection<Long> executions, String direction) {
        Map<Long, List<ArtefactRef>> artefacts = new HashMap<>();
        sql.query(
                """
                select x.execution_id, a.digest, x.name, x.media_type, a.size
                from execution_artefacts x join artefacts a on a.id = x.artefact_id
                where x.execution_id = any(?) and x.direction = ?
                order by x.execution_id, x.position
                """,
                row ->
                        artefacts
                                .computeIfAbsent(
                                        row.getLong("execution_id"), id -> new ArrayList<>())
                                .add(RecordRows.ARTEFACT.read(row)),
                Sql.longs(executions),
                direction);
        return artefacts;
    }

    public static Map<String, Cached> lookup(Sql sql, Collection<String> cacheKeys) {
        Map<String, Cached> found = new HashMap<>();
        sql.query(
                        """
                        select e.id, e.cache_key, e.outputs, e.run_id, e.step, e.ended, e.warnings, x.import_id, i.signer
                        from executions e left join imported_executions x on x.execution_id = e.id
                        left join imports i on i.id = x.import_id
                        where e.cache_key = any(?) and e.state = 'SUCCEEDED' and e.reusable order by e.id
                        """,
                        row ->
                                new Cached(
                                        row.getLong("id"),
                                        row.getString("cache_key"),
                                        row.getString("outputs"),
                                        row.getLong("run_id"),
                                        row.getString("step"),
                                        row.getTimestamp("ended").toInstant(),
                                        Warning.read(row.getString("warnings")),
                                        origin(row)),
                        Sql.texts(cacheKeys))
                .forEach(cached -> found.put(cached.cacheKey(), cached));
        return found;
    }

    private static Optional<String> origin(ResultSet row) throws SQLException {
        return row.getObject("import_id") == null
                ? Optional.empty()
                : Optional.of(Origins.text(Optional.ofNullable(row.getString("signer"))));
    }

    public static Map<String, Cached> lookupAsBefore(Sql sql, long run) {
        List<String> keys =
                sql.query(
                        """
                        select distinct cache_key from instances where cache_key is not null and run_id = (
                            select max(r.id) from runs r join workflows w on w.id = r.workflow_id
                            where r.id < ? and w.name = (
                                select v.name from workflows v join runs s on s.workflow_id = v.id
                                where s.id = ?))
                        """,
                        RecordRows.TEXT,
                        run,
                        run);
        return keys.isEmpty() ? Map.of() : lookup(sql, keys);
    }

    public static List<Execution> earlier(
            Sql sql, String task, String workflow, String step, int limit) {
        List<Execution> same =
                sql.query(
                        "select "
                                + RecordRows.EXECUTION_COLUMNS
                                + " "
                                + """
                        from executions where workflow = ? and step = ?
                        and task = ? and state = 'SUCCEEDED' order by id desc limit ?
                        """,
                        RecordRows.EXECUTION,
                        workflow,
                        step,
                        task,
                        limit);
        if (same.size() == limit) {
            return same;
        }
        List<Execution> all = new ArrayList<>(same);
        all.addAll(
                sql.query(
                        "select "
                                + RecordRows.EXECUTION_COLUMNS
                                + " "
                                + """
                        from executions where task = ? and state = 'SUCCEEDED'
                        and not (workflow = ? and step = ?) order by id desc limit ?
                        """,
                        RecordRows.EXECUTION,
                        task,
                        workflow,
                        step,
                        limit - same.size()));
        return all;
    }

    public static List<Worker> leaseHolders(Sql sql) {
        return sql.query(
                """
                select * from workers where id in
                (select worker_id from instances where worker_id is not null and state = 'RUNNING')
                order by id
                """,
                RecordRows.WORKER);
    }

    public static Optional<Worker> worker(Sql sql, long id) {
        return sql.first("select * from workers where id = ?", RecordRows.WORKER, id);
    }
}
