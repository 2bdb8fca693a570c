package xcflow.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go to the server and back in one go: a network of a millisecond makes each way
 * there cost more than what is done at its end. The server executes them in their order, and none
 * after one that fails.
 */
final class Journey {
    /** More sets of arguments than this are better sent as a batch of one statement. */
    private static final int MOST = 16;

    private final Connection connection;
    private final List<Passenger<?>> waiting = new ArrayList<>();

    Journey(Connection connection) {
        this.connection = connection;
    }

    /** Makes the answer of one execution. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(PreparedStatement statement) throws SQLException;
    }

    /** A statement, executed once for each set of arguments. */
    private static final class Passenger<T> {
        private final String sql;
        private final List<Object[]> arguments;
        private final Reader<T> reader;
        private final List<T> answers = new ArrayList<>();

        Passenger(String sql, List<Object[]> arguments, Reader<T> reader) {
            this.sql = sql;
            this.arguments = arguments;
            this.reader = reader;
        }

        void read(PreparedStatement statement) throws SQLException {
            answers.add(reader.read(statement));
        }
    }

    static boolean takes(List<Object[]> arguments) {
        return arguments.size() <= MOST;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    <T> Sql.Later<List<T>> query(String sql, Sql.Row<T> row, Object... arguments) {
        Passenger<List<T>> added = add(sql, List.<Object[]>of(arguments), rows(row));
        return () -> arrived(added).get(0);
    }

    Sql.Later<int[]> updates(String sql, List<Object[]> arguments) {
        Passenger<Integer> added = add(sql, arguments, PreparedStatement::getUpdateCount);
        return () -> arrived(added).stream().mapToInt(Integer::intValue).toArray();
    }

    Sql.Later<List<Long>> inserts(String sql, List<Object[]> arguments) {
        Passenger<List<Long>> added =
                add(sql + " returning id", arguments, rows(row -> row.getLong(1)));
        return () -> arrived(added).stream().map(ids -> ids.get(0)).toList();
    }

    private static <T> Reader<List<T>> rows(Sql.Row<T> row) {
        return statement -> {
            try (ResultSet rows = statement.getResultSet()) {
                return Sql.read(rows, row);
            }
        };
    }

    private <T> Passenger<T> add(String sql, List<Object[]> arguments, Reader<T> reader) {
        Passenger<T> passenger = new Passenger<>(sql, arguments, reader);
        if (!arguments.isEmpty()) {
            waiting.add(passenger);
        }
        return passenger;
    }

    private <T> List<T> arrived(Passenger<T> passenger) {
        if (waiting.contains(passenger)) {
            go();
        }
        return passenger.answers;
    }

    /** Executes what waits. */
    void go() {
        if (!waiting.isEmpty()) {
            execute("");
        }
    }

    /** Executes what waits, and commits. */
    void goAndCommit() {
        execute("commit");
    }

    private void execute(String last) {
        List<Passenger<?>> passengers = List.copyOf(waiting);
        waiting.clear();
        StringBuilder text = new StringBuilder();
        for (Passenger<?> each : passengers) {
            for (int i = 0; i < each.arguments.size(); i++) {
                text.append(each.sql.strip()).append(";\n");
            }
        }
        text.append(last);
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            bind(statement, passengers);
            statement.execute();
            for (Passenger<?> each : passengers) {
                for (int i = 0; i < each.arguments.size(); i++) {
                    each.read(statement);
                    statement.getMoreResults();
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(text.toString(), e);
        }
    }

    private static void bind(PreparedStatement statement, List<Passenger<?>> passengers)
            throws SQLException {
        int place = 1;
        for (Passenger<?> each : passengers) {
            for (Object[] arguments : each.arguments) {
                place = BoundArguments.bind(statement, place, arguments);
            }
        }
    }
}
