package xcflow.storage.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import xcflow.storage.DatabaseException;
import xcflow.storage.Schema;
import xcflow.storage.Sql;
import xcflow.storage.jdbc.Tables;

/** Brings the tables of a schema up to date in a database that nobody else uses. */
final class Migration implements AutoCloseable {
    private final DataSource source;
    private final Schema schema;
    private final Connection connection;

    Migration(DataSource source, Schema schema) {
        this.source = source;
        this.schema = schema;
        try {
            this.connection = source.getConnection();
        } catch (SQLException e) {
            throw new DatabaseException("opening a database to migrate", e);
        }
    }

    /** Migrates to a version; false if there is none of this number. */
    boolean to(int version) {
        // The mark: numbers may be left out.
        return Tables.migrations(source, schema, version + "?").migrate().migrationsExecuted > 0;
    }

    /** Migrates to the newest version. */
    void toNewest() {
        Tables.migrations(source, schema, Tables.NEWEST).migrate();
    }

    /** The newest version whose migration succeeded; 0 if there is none. */
    int installed() {
        return Tables.installed(connection, schema);
    }

    /** Statements that would make the database without its rows. */
    List<String> definitions() {
        List<String> definitions = new ArrayList<>();
        for (String sql : texts("script nodata nosettings")) {
            definitions.add(sql.strip().replaceFirst("\\s*;$", ""));
        }
        return definitions;
    }

    /** First column of a query, as texts. */
    List<String> texts(String sql) {
        return new Sql(connection).query(sql, row -> row.getString(1));
    }

    /** The open connection. */
    Connection connection() {
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
