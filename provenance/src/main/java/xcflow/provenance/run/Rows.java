package xcflow.provenance.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.provenance.ArtefactRef;
import xcflow.storage.Sql;

/** How rows of the database become records. */
final class Rows {
    private Rows() {}

    static final Sql.Row<Instance> INSTANCE =
            row ->
                    new Instance(
                            row.getLong("run_id"),
                            row.getInt("number"),
                            row.getString("step"),
                            row.getString("labels"),
                            InstanceState.valueOf(row.getString("state")),
                            row.getInt("attempt"),
                            Optional.ofNullable(row.getString("cache_key")),
                            number(row, "execution_id"),
                            number(row, "worker_id"),
                            time(row, "lease_until"),
                            time(row, "not_before"),
                            fraction(row, "progress"),
                            Optional.ofNullable(row.getString("message")),
                            row.getTimestamp("changed").toInstant());

    static final Sql.Row<Execution> EXECUTION =
            row ->
                    new Execution(
                            row.getLong("id"),
                            number(row, "run_id"),
                            number(row, "instance").map(Long::intValue),
                            row.getString("workflow"),
                            row.getString("step"),
                            row.getString("labels"),
                            row.getInt("attempt"),
                            row.getString("task"),
                            row.getString("task_version"),
                            row.getString("code_digest"),
                            row.getString("cache_key"),
                            row.getString("key_components"),
                            row.getString("inputs"),
                            Optional.ofNullable(row.getString("outputs")),
                            ExecutionState.valueOf(row.getString("state")),
                            row.getBoolean("reusable"),
                            row.getLong("worker_id"),
                            row.getInt("threads"),
                            Optional.ofNullable(row.getString("log_digest")),
                            Optional.ofNullable(row.getString("message")),
                            row.getTimestamp("started").toInstant(),
                            time(row, "ended"));

    static final Sql.Row<ArtefactRef> ARTEFACT =
            row ->
                    new ArtefactRef(
                            row.getString("digest"),
                            row.getString("name"),
                            row.getString("media_type"),
                            row.getLong("size"));

    static final Sql.Row<Worker> WORKER =
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
    static final Sql.Row<String> TEXT = row -> row.getString(1);

    /** The first column. */
    static final Sql.Row<Long> ID = row -> row.getLong(1);

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static OptionalDouble fraction(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
