package xcflow.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Statements through one connection: plain JDBC, which is quick even before it is compiled.
 *
 * <p>BoundArguments take the places of the question marks in their order: texts, numbers, booleans,
 * {@link Instant}s, {@link Optional}s of them, lists made by {@link #texts}, {@link #longs} and
 * {@link #integers} for {@code = any(?)}, and null.
 *
 * <p>Of statements whose answers are not needed at once ({@code …Later}), those that follow one
 * another travel together with the next that is needed, or with the commit, if the database is one
 * that is asked through a network. They are executed in the order in which they were given.
 */
public final class Sql {
    private final Connection connection;
    private final Optional<Journey> journey;
    private boolean changed;

    /**
     * Each statement is executed when it is given.
     *
     * @param connection stays the caller's, who closes it
     */
    public Sql(Connection connection) {
        this(connection, false);
    }

    /**
     * @param connection stays the caller's, who closes it
     * @param together whether its driver takes several statements at a time, parted by semicolons
     */
    public Sql(Connection connection, boolean together) {
        this.connection = connection;
        this.journey = together ? Optional.of(new Journey(connection)) : Optional.empty();
    }

    /** An answer that is there when it is asked for. */
    @FunctionalInterface
    public interface Later<T> {
        T get();
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
        finish();
        changed = true;
        return connection;
    }

    /** Executes what has been put off. */
    public void finish() {
        journey.ifPresent(Journey::go);
    }

    /** Executes what has been put off, and commits; for those who began the transaction. */
    public void commit() throws SQLException {
        if (journey.isPresent() && !journey.get().isEmpty()) {
            journey.get().goAndCommit();
        } else {
            connection.commit();
        }
    }

    /** Whether something else than queries was asked for. */
    public boolean mayHaveChanged() {
        return changed;
    }

    /** All rows. */
    public <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        if (onTheWay()) {
            return queryLater(sql, row, arguments).get();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            BoundArguments.bind(statement, 1, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, row);
            }
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** As {@link #query}, if need be only when the answer is asked for. */
    public <T> Later<List<T>> queryLater(String sql, Row<T> row, Object... arguments) {
        if (journey.isPresent()) {
            return journey.get().query(sql, row, arguments);
        }
        List<T> found = query(sql, row, arguments);
        return () -> found;
    }

    static <T> List<T> read(ResultSet rows, Row<T> row) throws SQLException {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            found.add(row.read(rows));
        }
        return found;
    }

    private boolean onTheWay() {
        return journey.isPresent() && !journey.get().isEmpty();
    }

    /** The first row; empty if there is none. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return query(sql, row, arguments).stream().findFirst();
    }

    /** Changes rows; returns how many. */
    public int update(String sql, Object... arguments) {
        changed = true;
        if (onTheWay()) {
            return updateAllLater(sql, List.<Object[]>of(arguments)).get()[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            BoundArguments.bind(statement, 1, arguments);
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
        finish();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            addAll(statement, arguments);
            return statement.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** As {@link #updateAll}, if need be only when the counts are asked for. */
    public Later<int[]> updateAllLater(String sql, List<Object[]> arguments) {
        changed |= !arguments.isEmpty();
        if (journey.isPresent() && Journey.takes(arguments)) {
            return journey.get().updates(sql, arguments);
        }
        int[] counts = updateAll(sql, arguments);
        return () -> counts;
    }

    /** As {@link #update}, when need be; for changes that certainly happen. */
    public void updateLater(String sql, Object... arguments) {
        updateAllLater(sql, List.<Object[]>of(arguments));
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
        finish();
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
            if (arguments.size() == 1) {
                BoundArguments.bind(statement, 1, arguments.get(0));
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

    /** As {@link #insertAll}, if need be only when the ids are asked for. */
    public Later<List<Long>> insertAllLater(String sql, List<Object[]> arguments) {
        changed |= !arguments.isEmpty();
        if (journey.isPresent() && Journey.takes(arguments)) {
            return journey.get().inserts(sql, arguments);
        }
        List<Long> ids = insertAll(sql, arguments);
        return () -> ids;
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

    private static void addAll(PreparedStatement statement, List<Object[]> arguments)
            throws SQLException {
        for (Object[] each : arguments) {
            BoundArguments.bind(statement, 1, each);
            statement.addBatch();
        }
    }
}
