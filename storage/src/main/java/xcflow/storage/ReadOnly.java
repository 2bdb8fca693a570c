package xcflow.storage;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;

/** Statements of users, which must not change anything. */
public final class ReadOnly {
    private static final String GUEST = "READER";

    private ReadOnly() {}

    /** Lets another user into the database. */
    @FunctionalInterface
    public interface Guests {
        Connection connect(String user) throws SQLException;
    }

    /** H2 takes no notice of read-only connections, so the reader is a user without rights. */
    static LedgerDatabase.Answer embedded(
            LedgerDatabase database, Guests guests, String schema, String sql, int limit)
            throws SQLException {
        if (database.read(own -> strange(own, schema))) {
            admit(database, schema);
        }
        try (Connection connection = guest(database, guests, schema)) {
            return answer(connection, "set schema " + schema, sql, limit);
        }
    }

    private static int admit(LedgerDatabase database, String schema) {
        return database.read(
                own -> {
                    own.update("create user if not exists " + GUEST + " password ''");
                    return own.update("grant select on schema " + schema + " to " + GUEST);
                });
    }

    private static Connection guest(LedgerDatabase database, Guests guests, String schema)
            throws SQLException {
        try {
            return guests.connect(GUEST);
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.WRONG_USER_OR_PASSWORD) {
                throw e;
            }
            // Readers may change their own password, and one has.
            database.read(own -> own.update("drop user if exists " + GUEST));
            admit(database, schema);
            return guests.connect(GUEST);
        }
    }

    /** Whether the reader may not read the schema yet; changing rights takes longer than asking. */
    private static boolean strange(Sql own, String schema) {
        return own.first(
                        "select 1 from information_schema.rights"
                                + " where lower(grantee) = ? and lower(table_schema) = ?",
                        row -> row.getInt(1),
                        GUEST.toLowerCase(Locale.ROOT),
                        schema)
                .isEmpty();
    }

    static LedgerDatabase.Answer server(DataSource source, String schema, String sql, int limit)
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

    private static LedgerDatabase.Answer answer(
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
                return new LedgerDatabase.Answer(columns, values, !rows.next());
            }
        }
    }
}
