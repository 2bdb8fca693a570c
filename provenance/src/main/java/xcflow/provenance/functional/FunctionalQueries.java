package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.storage.Sql;

/** Reads functional versions and measurements through a connection of the caller. */
public final class FunctionalQueries {
    private static final Sql.Row<Measurement> MEASUREMENT =
            row ->
                    new Measurement(
                            row.getLong("id"),
                            row.getLong("functional_id"),
                            row.getLong("execution_id"),
                            row.getString("metric"),
                            row.getDouble("amount"),
                            row.getString("unit"));

    /** A row is compared with all elements of an array, so that arrays must stay short. */
    private static final int BATCH = 100;

    private FunctionalQueries() {}

    /** One version. */
    public static Optional<FunctionalRecord> byId(Sql sql, long id) {
        return byIds(sql, List.of(id)).stream().findFirst();
    }

    /** Ids of all versions, ascending. */
    public static List<Long> ids(Sql sql) {
        return sql.query("select id from functionals order by id", row -> row.getLong(1));
    }

    /** Versions in the order of their ids. */
    public static List<FunctionalRecord> byIds(Sql sql, Collection<Long> ids) {
        List<Long> sorted = ids.stream().distinct().sorted().toList();
        List<FunctionalRecord> versions = new ArrayList<>(sorted.size());
        for (int from = 0; from < sorted.size(); from += BATCH) {
            List<Long> batch = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
            versions.addAll(batch(sql, Sql.longs(batch)));
        }
        return versions;
    }

    private static List<FunctionalRecord> batch(Sql sql, Sql.Values ids) {
        Map<Long, List<FunctionalRecord.Parent>> parents = parents(sql, ids);
        return sql.query(
                "select * from functionals where id = any(?) order by id",
                row -> {
                    long execution = row.getLong("execution_id");
                    boolean made = !row.wasNull();
                    return new FunctionalRecord(
                            row.getLong("id"),
                            row.getString("kind"),
                            row.getString("name"),
                            row.getInt("number"),
                            row.getString("digest"),
                            row.getString("architecture"),
                            row.getString("reference"),
                            row.getString("details"),
                            made ? Optional.of(execution) : Optional.empty(),
                            row.getTimestamp("created").toInstant(),
                            parents.getOrDefault(row.getLong("id"), List.of()));
                },
                ids);
    }

    private static Map<Long, List<FunctionalRecord.Parent>> parents(Sql sql, Sql.Values ids) {
        Map<Long, List<FunctionalRecord.Parent>> parents = new HashMap<>();
        sql.query(
                "select * from functional_parents where functional_id = any(?)"
                        + " order by functional_id, position",
                row -> {
                    long version = row.getLong("parent_id");
                    boolean known = !row.wasNull();
                    return parents.computeIfAbsent(
                                    row.getLong("functional_id"), id -> new ArrayList<>())
                            .add(
                                    new FunctionalRecord.Parent(
                                            known ? Optional.of(version) : Optional.empty(),
                                            row.getString("parent"),
                                            row.getString("relation")));
                },
                ids);
        return parents;
    }

    /** What each of the executions measured, in the order in which it did. */
    public static Map<Long, List<Measurement>> measurements(Sql sql, Collection<Long> executions) {
        List<Long> sorted = executions.stream().distinct().sorted().toList();
        List<Measurement> all = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            all.addAll(
                    sql.query(
                            "select * from measurements where execution_id = any(?) order by id",
                            MEASUREMENT,
                            Sql.longs(
                                    sorted.subList(from, Math.min(sorted.size(), from + BATCH)))));
        }
        return byExecution(all);
    }

    /** As {@link #measurements}, of all executions whose ids are not outside of a range. */
    public static Map<Long, List<Measurement>> measurements(Sql sql, long first, long last) {
        return byExecution(
                sql.query(
                        "select * from measurements where execution_id between ? and ? order by id",
                        MEASUREMENT,
                        first,
                        last));
    }

    private static Map<Long, List<Measurement>> byExecution(List<Measurement> all) {
        Map<Long, List<Measurement>> measurements = new HashMap<>();
        all.forEach(
                m -> measurements.computeIfAbsent(m.execution(), id -> new ArrayList<>(2)).add(m));
        return measurements;
    }

    /** What was measured of a version, by metric and then in the order of time. */
    static List<Measurement> of(Sql sql, long functional) {
        return sql.query(
                "select * from measurements where functional_id = ? order by metric, id",
                MEASUREMENT,
                functional);
    }
}
