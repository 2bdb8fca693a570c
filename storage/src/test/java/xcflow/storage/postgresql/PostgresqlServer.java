package xcflow.storage.postgresql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import xcflow.storage.LedgerDatabase;

/**
 * A PostgreSQL server for tests, started by whoever runs them ({@code .ci/run} does, and {@code
 * .ci/postgresql}). Each test makes databases of its own in it.
 *
 * @param url of a database of the server, with user and password as parameters
 */
public record PostgresqlServer(String url) {
    private static final String VARIABLE = "XCFLOW_TEST_POSTGRESQL";

    /** Marks tests that need the server; without it they are reported as skipped. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledIfEnvironmentVariable(
            named = VARIABLE,
            matches = ".+",
            disabledReason = "no PostgreSQL server: see .ci/postgresql")
    public @interface Needed {}

    /** The server of the environment. */
    public static PostgresqlServer ofEnvironment() {
        return new PostgresqlServer(System.getenv(VARIABLE));
    }

    /** A new, empty database. */
    public PostgresqlServer newDatabase() throws SQLException {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new PostgresqlServer(url.replaceFirst("(//[^/]*/)[^?]*", "$1" + name));
    }

    /** Opens this database; it stays when the object is closed. */
    public LedgerDatabase open() {
        return PostgresqlDatabase.open(url, null, null);
    }
}
