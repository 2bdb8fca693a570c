package xcflow.storage.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.jdbc.Answers;

/**
 * A statement of a user in a transaction that can only read and is rolled back. It is the query of
 * a cursor, which cannot be anything but a query; the tables of other schemas are reached if they
 * are named in full, and if the rights of the database's role allow it.
 */
final class UserQuery {
    private static final Pattern QUERY =
            Pattern.compile("[\\s(]*(select|with|values|table)\\b", Pattern.CASE_INSENSITIVE);

    private UserQuery() {}

    static LedgerDatabase.Answer answer(DataSource pool, String schema, String sql, int limit)
            throws SQLException {
        if (!QUERY.matcher(sql).lookingAt() || several(sql)) {
            throw new SQLException("only read-only statements are allowed: select …");
        }
        try (Connection connection = pool.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return Answers.of(
                        connection,
                        "set local search_path to "
                                + schema
                                + "; declare answer no scroll cursor for "
                                + sql,
                        "fetch forward " + (limit + 1L) + " from answer",
                        limit);
            } catch (PSQLException e) {
                ServerErrorMessage said = e.getServerErrorMessage();
                throw said == null ? e : new SQLException(said.getMessage(), e.getSQLState(), e);
            } finally {
                connection.rollback();
            }
        }
    }

    /** Whether the driver would run several statements one after the other. */
    private static boolean several(String sql) throws SQLException {
        return Parser.parseJdbcSql(sql, true, false, true, false, true).size() != 1;
    }
}
