package xcflow.provenance.browse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.RecordRows;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.record.Stretch;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.InstanceState;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/**
 * What pages ask for: a page of a long list, or sums over all of it. No answer is longer than was
 * asked for, however much is on record.
 */
public record Browse(LedgerDatabase database) {

    /**
     * The instances of a step in each state that occurs, and when the first changed and the last.
     */
    public record StepCounts(
            String step, Map<InstanceState, Integer> counts, Instant first, Instant last) {}

    /**
     * One execution on the time line of a run.
     *
     * @param ended empty while it runs
     * @param usage of processor, memory and disk, known when it has ended
     */
    public record Span(
            long execution,
            int instance,
            String step,
            String labels,
            String state,
            Instant started,
            Optional<Instant> ended,
            long worker,
            int threads,
            Usage usage) {}

    /**
     * One cell of a matrix.
     *
     * @param took time that its execution took; empty if it has not ended, or there is none
     */
    public record Cell(int number, String labels, InstanceState state, Optional<Duration> took) {}

    /** Runs that a filter lets through, newest first. */
    public List<Run> runs(RunQuery filter, int offset, int limit) {
        return database.read(
                sql -> {
                    List<Object> arguments = new ArrayList<>();
                    String where = where(filter, arguments);
                    arguments.add(limit);
                    arguments.add(offset);
                    return RunQueries.runsByIds(
                            sql,
                            sql.query(
                                    "select r.id from runs r join workflows w on w.id = r.workflow_id"
                                            + where
                                            + " order by r.id desc limit ? offset ?",
                                    RecordRows.ID,
                                    arguments.toArray()));
                });
    }

    /** Number of runs that a filter lets through. */
    public int count(RunQuery filter) {
        return database.read(
                sql -> {
                    List<Object> arguments = new ArrayList<>();
                    String where = where(filter, arguments);
                    return number(
                            sql,
                            "select count(*) from runs r join workflows w on w.id = r.workflow_id"
                                    + where,
                            arguments.toArray());
                });
    }

    /** How {@code key=value} stands in canonical JSON, and how a key alone does. */
    private static String inJson(String label) {
        int equals = label.indexOf('=');
        String key = equals < 0 ? label : label.substring(0, equals);
        String json = quoted(key.strip()) + ":";
        return equals < 0 ? json : json + quoted(label.substring(equals + 1).strip());
    }

    /** Canonical JSON is of containers. */
    private static String quoted(String text) {
        String list = CanonicalJson.of(List.of(text));
        return list.substring(1, list.length() - 1);
    }

    private static String where(RunQuery filter, List<Object> arguments) {
        StringBuilder where = new StringBuilder(" where 1 = 1");
        filter.state()
                .ifPresent(
                        state -> {
                            where.append(" and r.state = ?");
                            arguments.add(state.name());
                        });
        filter.workflow()
                .ifPresent(
                        name -> {
                            where.append(" and position(? in lower(w.name)) > 0");
                            arguments.add(name.toLowerCase(Locale.ROOT));
                        });
        filter.label()
                .ifPresent(
                        label -> {
                            where.append(
                                    " and exists (select 1 from run_marks m where m.run_id = r.id"
                                            + " and (m.name = ? or position(? in m.labels) > 0))");
                            arguments.add(label);
                            arguments.add(inJson(label));
                        });
        filter.since()
                .ifPresent(
                        time -> {
                            where.append(" and r.created >= ?");
                            arguments.add(time);
                        });
        filter.until()
                .ifPresent(
                        time -> {
                            where.append(" and r.created < ?");
                            arguments.add(time);
                        });
        return where.toString();
    }

    /** Number of runs in each state. */
    public Map<String, Integer> runStates() {
        Map<String, Integer> states = new LinkedHashMap<>();
        database.read(
                sql ->
                        sql.query(
                                "select state, count(*) from runs group by state order by state",
                                row -> states.put(row.getString(1), row.getInt(2))));
        return states;
    }

    /** The steps of a run that have instances, in the order of the plan. */
    public List<StepCounts> steps(long run) {
        return database.read(
                sql -> {
                    Map<String, StepCounts> steps = new LinkedHashMap<>();
                    sql.query(
                            """
                            select step, state, count(*), min(changed), max(changed), min(number) as first
                            from instances where run_id = ? group by step, state order by first
                            """,
                            row -> steps.merge(row.getString(1), step(row), Browse::together),
                            run);
                    return List.copyOf(steps.values());
                });
    }

    private static StepCounts step(ResultSet row) throws SQLException {
        Map<InstanceState, Integer> counts = new EnumMap<>(InstanceState.class);
        counts.put(InstanceState.valueOf(row.getString(2)), row.getInt(3));
        return new StepCounts(
                row.getString(1),
                counts,
                row.getTimestamp(4).toInstant(),
                row.getTimestamp(5).toInstant());
    }

    private static StepCounts together(StepCounts one, StepCounts other) {
        Map<InstanceState, Integer> counts = new EnumMap<>(one.counts());
        other.counts().forEach((state, count) -> counts.merge(state, count, Integer::sum));
        return new StepCounts(
                one.step(),
                counts,
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    /** Instances of a run that a filter lets through, in the order of their numbers. */
    public List<Instance> instances(long run, InstanceFilter filter, int offset, int limit) {
        return database.read(
                sql -> {
                    List<Object> arguments = new ArrayList<>(List.of(run));
                    String where = where(filter, arguments);
                    arguments.add(limit);
                    arguments.add(offset);
                    return sql.query(
                            "select "
                                    + RecordRows.INSTANCE_COLUMNS
                                    + " from instances where run_id = ?"
                                    + where
                                    + " order by number limit ? offset ?",
                            RecordRows.INSTANCE,
                            arguments.toArray());
                });
    }

    /** Number of instances of a run that a filter lets through. */
    public int count(long run, InstanceFilter filter) {
        return database.read(
                sql -> {
                    List<Object> arguments = new ArrayList<>(List.of(run));
                    String where = where(filter, arguments);
                    return number(
                            sql,
                            "select count(*) from instances where run_id = ?" + where,
                            arguments.toArray());
                });
    }

    private static String where(InstanceFilter filter, List<Object> arguments) {
        StringBuilder where = new StringBuilder();
        filter.step()
                .ifPresent(
                        step -> {
                            where.append(" and step = ?");
                            arguments.add(step);
                        });
        filter.state()
                .ifPresent(
                        state -> {
                            where.append(" and state = ?");
                            arguments.add(state.name());
                        });
        return where.toString();
    }

    /** What a run executed, the longest first; nothing of what it took from the cache. */
    public List<Span> spans(long run, int limit) {
        return database.read(
                sql ->
                        sql.query(
                                """
                                select id, instance, step, labels, state, started, ended, worker_id, threads,
                                       cpu_seconds, peak_memory, read_bytes, written_bytes
                                from executions where run_id = ?
                                order by ended is null desc, ended - started desc, id limit ?
                                """,
                                row ->
                                        new Span(
                                                row.getLong(1),
                                                row.getInt(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getTimestamp(6).toInstant(),
                                                RecordRows.time(row, 7),
                                                row.getLong(8),
                                                row.getInt(9),
                                                RecordRows.usage(row, 10)),
                                run,
                                limit));
    }

    /** The instances of a step, with the time that each took. */
    public List<Cell> cells(long run, String step, int limit) {
        return database.read(
                sql ->
                        sql.query(
                                """
                                select i.number, i.labels, i.state, e.started, e.ended
                                from instances i left join executions e on e.id = i.execution_id
                                where i.run_id = ? and i.step = ? order by i.number limit ?
                                """,
                                row ->
                                        new Cell(
                                                row.getInt(1),
                                                row.getString(2),
                                                InstanceState.valueOf(row.getString(3)),
                                                took(row)),
                                run,
                                step,
                                limit));
    }

    private static Optional<Duration> took(ResultSet row) throws SQLException {
        Optional<Instant> started = RecordRows.time(row, 4);
        Optional<Instant> ended = RecordRows.time(row, 5);
        return started.flatMap(from -> ended.map(to -> Duration.between(from, to)));
    }

    /** Processes that executed something or are about to, the newest first. */
    public List<Worker> workers(int limit) {
        return database.read(
                sql ->
                        sql.query(
                                "select * from workers order by id desc limit ?",
                                RecordRows.WORKER,
                                limit));
    }

    /** As {@code RunLedger.warnings}, of some instances. */
    public Map<Integer, List<Warning>> warnings(long run, List<Integer> numbers) {
        Map<Integer, List<Warning>> warnings = new LinkedHashMap<>();
        database.read(
                sql -> {
                    for (Stretch stretch : Stretch.of(numbers)) {
                        sql.query(
                                """
                                select i.number, e.warnings, i.warnings from instances i
                                left join executions e on e.id = i.execution_id
                                where i.run_id = ? and i.number between ? and ? and i.number = any(?)
                                and (e.warnings is not null or i.warnings is not null)
                                order by i.number
                                """,
                                row -> {
                                    List<Warning> all =
                                            new ArrayList<>(Warning.read(row.getString(2)));
                                    all.addAll(Warning.read(row.getString(3)));
                                    return warnings.put(row.getInt(1), all);
                                },
                                run,
                                stretch.first(),
                                stretch.last(),
                                Sql.integers(stretch.numbers()));
                    }
                    return null;
                });
        return warnings;
    }

    private static int number(Sql sql, String query, Object... arguments) {
        return sql.query(query, row -> row.getInt(1), arguments).get(0);
    }
}
