package xcflow.provenance.functional;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads functional versions and measurements through a connection of the caller. */
public final class FunctionalQueries {
    private static final RowMapper<Measurement> MEASUREMENT =
            (row, context) ->
                    new Measurement(
                            row.getLong("id"),
                            row.getLong("functional_id"),
                            row.getLong("execution_id"),
                            row.getString("metric"),
                            row.getDouble("amount"),
                            row.getString("unit"));

    private FunctionalQueries() {}

    /** One version. */
    public static Optional<FunctionalVersion> byId(Handle handle, long id) {
        return byIds(handle, List.of(id)).stream().findFirst();
    }

    /** Ids of all versions, ascending. */
    public static List<Long> ids(Handle handle) {
        return handle.createQuery("select id from functionals order by id")
                .mapTo(Long.class)
                .list();
    }

    /** Versions in the order of their ids. */
    public static List<FunctionalVersion> byIds(Handle handle, Collection<Long> ids) {
        Map<Long, List<FunctionalVersion.Parent>> parents = parents(handle, ids);
        return handle.createQuery("select * from functionals where id = any(:ids) order by id")
                .bindArray("ids", Long.class, new ArrayList<>(ids))
                .map(
                        (row, context) -> {
                            long execution = row.getLong("execution_id");
                            boolean made = !row.wasNull();
                            return new FunctionalVersion(
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
                        })
                .list();
    }

    private static Map<Long, List<FunctionalVersion.Parent>> parents(
            Handle handle, Collection<Long> ids) {
        Map<Long, List<FunctionalVersion.Parent>> parents = new HashMap<>();
        handle.createQuery(
                        "select * from functional_parents where functional_id = any(:ids)"
                                + " order by functional_id, position")
                .bindArray("ids", Long.class, new ArrayList<>(ids))
                .map(
                        (row, context) -> {
                            long version = row.getLong("parent_id");
                            boolean known = !row.wasNull();
                            return parents.computeIfAbsent(
                                            row.getLong("functional_id"), id -> new ArrayList<>())
                                    .add(
                                            new FunctionalVersion.Parent(
                                                    known ? Optional.of(version) : Optional.empty(),
                                                    row.getString("parent"),
                                                    row.getString("relation")));
                        })
                .list();
        return parents;
    }

    /** What each of the executions measured, in the order in which it did. */
    public static Map<Long, List<Measurement>> measurements(
            Handle handle, Collection<Long> executions) {
        Map<Long, List<Measurement>> measurements = new HashMap<>();
        handle.createQuery("select * from measurements where execution_id = any(:ids) order by id")
                .bindArray("ids", Long.class, new ArrayList<>(executions))
                .map(MEASUREMENT)
                .forEach(
                        m ->
                                measurements
                                        .computeIfAbsent(m.execution(), id -> new ArrayList<>())
                                        .add(m));
        return measurements;
    }

    /** As {@link #measurements}, of all executions whose ids are not outside of a range. */
    public static Map<Long, List<Measurement>> measurements(Handle handle, long first, long last) {
        Map<Long, List<Measurement>> measurements = new HashMap<>();
        handle.createQuery(
                        "select * from measurements where execution_id between ? and ? order by id")
                .bind(0, first)
                .bind(1, last)
                .map(MEASUREMENT)
                .forEach(
                        m ->
                                measurements
                                        .computeIfAbsent(m.execution(), id -> new ArrayList<>(2))
                                        .add(m));
        return measurements;
    }

    /** What was measured of a version, by metric and then in the order of time. */
    static List<Measurement> of(Handle handle, long functional) {
        return handle.createQuery(
                        "select * from measurements where functional_id = ? order by metric, id")
                .bind(0, functional)
                .map(MEASUREMENT)
                .list();
    }
}
