package xcflow.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import xcflow.storage.Schema;
import xcflow.storage.UnusableDatabaseException;

/** Which version of a schema's tables a database has, and the migrations that bring it further. */
public final class Tables {
    /** For {@link #migrations}. */
    public static final String NEWEST = "latest";

    private Tables() {}

    /**
     * @param target number of the version to be reached, or {@link #NEWEST}
     */
    public static Flyway migrations(DataSource source, Schema schema, String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:" + schema.location())
                .table(schema.history())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(target)
                .load();
    }

    /** The newest version whose migration succeeded; 0 if there is none. */
    public static int installed(DataSource source, Schema schema) {
        try (Connection connection = source.getConnection()) {
            return installed(connection, schema);
        } catch (SQLException e) {
            return 0;
        }
    }

    /** As {@link #installed(DataSource, Schema)}, through a connection that stays open. */
    public static int installed(Connection connection, Schema schema) {
        String sql =
                "select max(cast(\"version\" as integer)) from \""
                        + schema.history()
                        + "\" where \"success\"";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            // The table does not exist yet: nothing is installed.
            return 0;
        }
    }

    /**
     * Says that a database is not for this program.
     *
     * @param where it is, for people
     */
    public static UnusableDatabaseException tooNew(Object where, int found, Schema schema) {
        return new UnusableDatabaseException(
                "the project was made by a newer xcflow: its tables have version "
                        + found
                        + ", but this program supports them only up to "
                        + schema.version()
                        + " ("
                        + where
                        + ")");
    }
}
