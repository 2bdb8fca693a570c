package xcflow.storage.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.api.ErrorCode;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;
import xcflow.storage.jdbc.Answers;

/**
 * The user as which statements of people are run. H2 takes no notice of read-only connections, so
 * this one has no rights but to read.
 */
final class Guest {
    private static final String NAME = "READER";

    private Guest() {}

    /** Lets another user into the database. */
    @FunctionalInterface
    interface Entrance {
        Connection connect(String user) throws SQLException;
    }

    static LedgerDatabase.Answer answer(
            LedgerDatabase database, Entrance entrance, String schema, String sql, int limit)
            throws SQLException {
        if (database.read(own -> strange(own, schema))) {
            admit(database, schema);
        }
        try (Connection connection = enter(database, entrance, schema)) {
            return Answers.of(connection, "set schema " + schema, sql, limit);
        }
    }

    private static int admit(LedgerDatabase database, String schema) {
        return database.read(
                own -> {
                    own.update("create user if not exists " + NAME + " password ''");
                    return own.update("grant select on schema " + schema + " to " + NAME);
                });
    }

    private static Connection enter(LedgerDatabase database, Entrance entrance, String schema)
            throws SQLException {
        try {
            return entrance.connect(NAME);
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.WRONG_USER_OR_PASSWORD) {
                throw e;
            }
            // Readers may change their own password, and one has.
            database.read(own -> own.update("drop user if exists " + NAME));
            admit(database, schema);
            return entrance.connect(NAME);
        }
    }

    /** Whether the reader may not read the schema yet; changing rights takes longer than asking. */
    private static boolean strange(Sql own, String schema) {
        return own.first(
                        "select 1 from information_schema.rights"
                                + " where lower(grantee) = ? and lower(table_schema) = ?",
                        row -> row.getInt(1),
                        NAME.toLowerCase(Locale.ROOT),
                        schema)
                .isEmpty();
    }
}
