package xcflow.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import xcflow.storage.DatabaseException;
import xcflow.storage.Schema;
import xcflow.storage.Sql;

/** Brings the tables of a schema up to date in a database that nobody else uses. */
public final class Migration implements AutoCloseable {
    /** For {@link #flyway}. */
    public static final String NEWEST = "latest";

    private final DataSource source;
    private final Schema schema;
    private final Connection connection;

    public Migration(DataSource source, Schema schema) {
        this.source = source;
        this.schema = schema;
        try {
            this.connection = source.getConnection();
        } catch (SQLException e) {
            throw new DatabaseException("opening a database to migrate", e);
        }
    }

    /** Migrates to a version; false if there is none of this number. */
    public boolean to(int version) {
        // The mark: numbers may be left out.
        return flyway(source, schema, version + "?").migrate().migrationsExecuted > 0;
    }

    /** Migrates to the newest version. */
    public void toNewest() {
        flyway(source, schema, NEWEST).migrate();
    }

    public static Flyway flyway(DataSource source, Schema schema, String target) {
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

    public int installed() {
        return installed(connection, schema);
    }

    private static int installed(Connection connection, Schema schema) {
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

    /** Statements that would make the database without its rows. */
    public List<String> definitions() {
        List<String> definitions = new ArrayList<>();
        for (String sql : texts("script nodata nosettings")) {
            definitions.add(sql.strip().replaceFirst("\\s*;$", ""));
        }
        return definitions;
    }

    public List<String> texts(String sql) {
        return new Sql(connection).query(sql, row -> row.getString(1));
    }

    public Connection connection() {
        return connection;
    }

    /** Closes the database itself. */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new DatabaseException("closing a migrated database", e);
        }
    }
}
