package xcflow.provenance.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.storage.Sql;

/** How rows of the database become records; large ones by position, which is quicker. */
public final class RecordRows {
    private RecordRows() {}

    /** Columns of {@link #INSTANCE}. */
    public static final String INSTANCE_COLUMNS =
            "run_id, number, step, labels, state, attempt, cache_key, "
                    + "execution_id, worker_id, lease_until, not_before, progress, message, "
                    + "changed, warnings";

    public static final Sql.Row<Instance> INSTANCE =
            row ->
                    new Instance(
                            row.getLong(1),
                            row.getInt(2),
                            row.getString(3),
                            row.getString(4),
                            InstanceState.valueOf(row.getString(5)),
                            row.getInt(6),
                            Optional.ofNullable(row.getString(7)),
                            number(row, 8),
                            number(row, 9),
                            time(row, 10),
                            time(row, 11),
                            fraction(row, 12),
                            Optional.ofNullable(row.getString(13)),
                            row.getTimestamp(14).toInstant(),
                            Warning.read(row.getString(15)));

    /** Columns of {@link #EXECUTION}. */
    public static final String EXECUTION_COLUMNS =
            "id, run_id, instance, workflow, step, labels, attempt, task, task_version,"
                    + " code_digest, cache_key, key_components, inputs, outputs, state, reusable,"
                    + " worker_id, threads, log_digest, message, started, ended, warnings, cpu_seconds,"
                    + " peak_memory, read_bytes, written_bytes";

    public static final Sql.Row<Execution> EXECUTION =
            row ->
                    new Execution(
                            row.getLong(1),
                            number(row, 2),
                            number(row, 3).map(Long::intValue),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getInt(7),
                            row.getString(8),
                            row.getString(9),
                            row.getString(10),
                            row.getString(11),
                            row.getString(12),
                            row.getString(13),
                            Optional.ofNullable(row.getString(14)),
                            ExecutionState.valueOf(row.getString(15)),
                            row.getBoolean(16),
                            row.getLong(17),
                            row.getInt(18),
                            Optional.ofNullable(row.getString(19)),
                            Optional.ofNullable(row.getString(20)),
                            row.getTimestamp(21).toInstant(),
                            time(row, 22),
                            Warning.read(row.getString(23)),
                            usage(row, 24));

    public static final Sql.Row<ArtefactRef> ARTEFACT =
            row ->
                    new ArtefactRef(
                            row.getString("digest"),
                            row.getString("name"),
                            row.getString("media_type"),
                            row.getLong("size"));

    public static final Sql.Row<Worker> WORKER =
            row ->
                    new Worker(
                            row.getLong("id"),
                            row.getString("host"),
                            row.getLong("pid"),
                            row.getString("jvm"),
                            row.getString("os"),
                            row.getString("code_version"),
                            row.getString("details"),
                            row.getTimestamp("started").toInstant());

    /** The first column. */
    public static final Sql.Row<String> TEXT = row -> row.getString(1);

    /** The first column. */
    public static final Sql.Row<Long> ID = row -> row.getLong(1);

    public static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    public static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    public static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** Four columns: processor time, memory, bytes read and written. */
    public static Usage usage(ResultSet row, int first) throws SQLException {
        return Usage.of(
                real(row, first),
                number(row, first + 1),
                number(row, first + 2),
                number(row, first + 3));
    }

    private static Optional<Double> real(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static OptionalDouble fraction(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
