package xcflow.provenance.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import xcflow.storage.Sql;

/**
 * Reads records through one connection, so that an audit or an export sees everything at one moment
 * of a serializable transaction, whatever happens meanwhile.
 */
public final class RecordReader {
    private static final int PAGE = 500;

    /** A row is compared with all elements of an array, so that arrays must stay short. */
    private static final int BATCH = 100;

    private static final String USES =
            """
            select x.execution_id, x.direction, a.digest, x.name, x.media_type, a.size
            from execution_artefacts x join artefacts a on a.id = x.artefact_id
            where x.execution_id\s""";

    private static final String IN_ORDER = " order by x.execution_id, x.direction, x.position";

    private final Sql sql;

    public RecordReader(Sql sql) {
        this.sql = sql;
    }

    /**
     * @param inputs artefacts read
     * @param outputs artefacts stored
     */
    public record ExecutionRecord(
            Execution execution, List<ArtefactRef> inputs, List<ArtefactRef> outputs) {}

    /** Calls the consumer with pages of all executions in the order of their ids. */
    public void executions(Consumer<List<ExecutionRecord>> consumer) {
        long last = 0;
        while (true) {
            List<Execution> page =
                    sql.query(
                            "select "
                                    + RecordRows.EXECUTION_COLUMNS
                                    + " from executions where id > ? order by id limit ?",
                            RecordRows.EXECUTION,
                            last,
                            PAGE);
            if (page.isEmpty()) {
                return;
            }
            long first = page.get(0).id();
            last = page.get(page.size() - 1).id();
            Uses uses = new Uses();
            sql.query(USES + "between ? and ?" + IN_ORDER, uses, first, last);
            consumer.accept(uses.of(page));
        }
    }

    /** The given executions in the order of their ids. */
    public List<ExecutionRecord> executions(Collection<Long> ids) {
        List<Long> sorted = ids.stream().distinct().sorted().toList();
        List<ExecutionRecord> records = new ArrayList<>(sorted.size());
        for (int from = 0; from < sorted.size(); from += BATCH) {
            List<Long> batch = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
            Uses uses = new Uses();
            sql.query(USES + "= any(?)" + IN_ORDER, uses, Sql.longs(batch));
            records.addAll(uses.of(RunQueries.executions(sql, batch)));
        }
        return records;
    }

    /** What some executions read and stored. */
    private static final class Uses implements Sql.Row<ArtefactRef> {
        private final Map<Long, List<ArtefactRef>> inputs = new HashMap<>();
        private final Map<Long, List<ArtefactRef>> outputs = new HashMap<>();

        @Override
        public ArtefactRef read(ResultSet row) throws SQLException {
            ArtefactRef artefact =
                    new ArtefactRef(
                            row.getString(3), row.getString(4), row.getString(5), row.getLong(6));
            (row.getString(2).equals(ArtefactRows.IN) ? inputs : outputs)
                    .computeIfAbsent(row.getLong(1), id -> new ArrayList<>(2))
                    .add(artefact);
            return artefact;
        }

        List<ExecutionRecord> of(List<Execution> executions) {
            return executions.stream()
                    .map(
                            execution ->
                                    new ExecutionRecord(
                                            execution,
                                            inputs.getOrDefault(execution.id(), List.of()),
                                            outputs.getOrDefault(execution.id(), List.of())))
                    .toList();
        }
    }

    /** All runs, newest first. */
    public List<Run> runs() {
        return RunQueries.runs(sql, 0, Integer.MAX_VALUE);
    }

    /** One run. */
    public Optional<Run> run(long id) {
        return RunQueries.run(sql, id);
    }

    /** Instances of a run in the order of their numbers. */
    public List<Instance> instances(long run) {
        return RunQueries.instances(sql, run);
    }

    /** All workers in the order of their ids. */
    public List<Worker> workers() {
        return sql.query("select * from workers order by id", RecordRows.WORKER);
    }

    /**
     * @param id key of the row
     * @param digest as recorded
     */
    public record WorkflowRecord(long id, String digest, String name, String text) {}

    /** All workflows in the order of their ids. */
    public List<WorkflowRecord> workflows() {
        return sql.query(
                "select * from workflows order by id",
                row ->
                        new WorkflowRecord(
                                row.getLong("id"),
                                row.getString("digest"),
                                row.getString("name"),
                                row.getString("text")));
    }

    /**
     * @param used whether an execution read or stored it
     */
    public record ArtefactRecord(String digest, long size, boolean used) {}

    /** All artefacts in the order of their ids. */
    public List<ArtefactRecord> artefacts() {
        Set<Long> used =
                new HashSet<>(
                        sql.query(
                                "select distinct artefact_id from execution_artefacts",
                                row -> row.getLong(1)));
        return sql.query(
                "select digest, size, id from artefacts order by id",
                row ->
                        new ArtefactRecord(
                                row.getString(1), row.getLong(2), used.contains(row.getLong(3))));
    }
}
