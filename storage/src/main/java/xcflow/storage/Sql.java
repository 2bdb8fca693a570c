package xcflow.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Statements through one connection: plain JDBC, which is quick even before it is compiled.
 *
 * <p>Arguments take the places of the question marks in their order: texts, numbers, booleans,
 * {@link Instant}s, {@link Optional}s of them, lists made by {@link #texts}, {@link #longs} and
 * {@link #integers} for {@code = any(?)}, and null.
 */
public final class Sql {
    private final Connection connection;
    private boolean changed;

    /**
     * @param connection stays the caller's, who closes it
     */
    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A list as an argument. */
    public record Values(String type, Object[] values) {}

    /** Texts for {@code = any(?)}. */
    public static Values texts(Collection<String> values) {
        return new Values("varchar", values.toArray());
    }

    /** Numbers for {@code = any(?)}. */
    public static Values longs(Collection<Long> values) {
        return new Values("bigint", values.toArray());
    }

    /** Numbers for {@code = any(?)}. */
    public static Values integers(Collection<Integer> values) {
        return new Values("integer", values.toArray());
    }

    /** The connection, for other statements. */
    public Connection connection() {
        changed = true;
        return connection;
    }

    /** Whether something else than queries was asked for. */
    public boolean mayHaveChanged() {
        return changed;
    }

    /** All rows. */
    public <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** The first row; empty if there is none. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return query(sql, row, arguments).stream().findFirst();
    }

    /** Changes rows; returns how many. */
    public int update(String sql, Object... arguments) {
        changed = true;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** The same statement with several lists of arguments; returns how many rows each changed. */
    public int[] updateAll(String sql, List<Object[]> arguments) {
        if (arguments.isEmpty()) {
            return new int[0];
        }
        if (arguments.size() == 1) {
            return new int[] {update(sql, arguments.get(0))};
        }
        changed = true;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            addAll(statement, arguments);
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** Inserts a row; returns the id that it was given. */
    public long insert(String sql, Object... arguments) {
        return insertAll(sql, List.<Object[]>of(arguments)).get(0);
    }

    /** Inserts rows; returns the ids that they were given, in their order. */
    public List<Long> insertAll(String sql, List<Object[]> arguments) {
        if (arguments.isEmpty()) {
            return List.of();
        }
        changed = true;
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
            if (arguments.size() == 1) {
                bind(statement, arguments.get(0));
                statement.executeUpdate();
            } else {
                addAll(statement, arguments);
                statement.executeBatch();
            }
            return ids(statement);
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    private static List<Long> ids(Statement statement) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = statement.getGeneratedKeys()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private void addAll(PreparedStatement statement, List<Object[]> arguments) throws SQLException {
        for (Object[] each : arguments) {
            bind(statement, each);
            statement.addBatch();
        }
    }

    private void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object value =
                    arguments[i] instanceof Optional<?> optional
                            ? optional.orElse(null)
                            : arguments[i];
            if (value instanceof Instant time) {
                // Not as a java.sql.Timestamp, which drivers convert with the zone of the machine.
                statement.setObject(i + 1, time.atOffset(ZoneOffset.UTC));
            } else if (value instanceof Values list) {
                statement.setArray(i + 1, connection.createArrayOf(list.type(), list.values()));
            } else if (value == null) {
                statement.setNull(i + 1, java.sql.Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
