package xcflow.storage.jdbc;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.storage.LedgerDatabase;

/** Answers to statements of users. */
public final class Answers {
    private Answers() {}

    /**
     * Runs a statement through a connection that may do nothing but read.
     *
     * @param preparation a statement of ours that is run before
     */
    public static LedgerDatabase.Answer of(
            Connection connection, String preparation, String sql, int limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(preparation);
            statement.setMaxRows(limit + 1);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> columns = columns(rows.getMetaData());
                List<List<Object>> values = new ArrayList<>();
                while (values.size() < limit && rows.next()) {
                    values.add(values(rows, columns.size()));
                }
                return new LedgerDatabase.Answer(columns, values, !rows.next());
            }
        }
    }

    private static List<String> columns(ResultSetMetaData meta) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return columns;
    }

    private static List<Object> values(ResultSet rows, int count) throws SQLException {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Object value = rows.getObject(i);
            row.add(value instanceof Clob ? rows.getString(i) : value);
        }
        return row;
    }

    /** Refuses a name that is not a schema of ours, since it becomes part of a statement. */
    public static void requireSchema(String name) {
        if (!name.matches("[a-z]+")) {
            throw new IllegalArgumentException("not a schema name: " + name);
        }
    }
}
