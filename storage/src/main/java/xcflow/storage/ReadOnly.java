package xcflow.storage;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Statements of users, which must not change anything. */
final class ReadOnly {
    private static final String GUEST = "READER";

    private ReadOnly() {}

    /** Lets another user into the database. */
    @FunctionalInterface
    interface Guests {
        Connection connect(String user) throws SQLException;
    }

    /** H2 takes no notice of read-only connections, so the reader is a user without rights. */
    static Database.Answer embedded(Jdbi jdbi, Guests guests, String schema, String sql, int limit)
            throws SQLException {
        jdbi.useHandle(
                handle -> {
                    handle.execute("create user if not exists " + GUEST + " password ''");
                    handle.execute("grant select on schema " + schema + " to " + GUEST);
                });
        try (Connection connection = guests.connect(GUEST)) {
            return answer(connection, "set schema " + schema, sql, limit);
        }
    }

    static Database.Answer server(DataSource source, String schema, String sql, int limit)
            throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                return answer(connection, "set local search_path to " + schema, sql, limit);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setAutoCommit(true);
            }
        }
    }

    private static Database.Answer answer(
            Connection connection, String preparation, String sql, int limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(preparation);
            statement.setMaxRows(limit + 1);
            try (ResultSet rows = statement.executeQuery(sql)) {
                ResultSetMetaData meta = rows.getMetaData();
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    columns.add(meta.getColumnLabel(i).toLowerCase(java.util.Locale.ROOT));
                }
                List<List<Object>> values = new ArrayList<>();
                while (values.size() < limit && rows.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        Object value = rows.getObject(i);
                        row.add(value instanceof Clob ? rows.getString(i) : value);
                    }
                    values.add(row);
                }
                return new Database.Answer(columns, values, !rows.next());
            }
        }
    }
}
