package xcflow.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xcflow.storage.DatabaseException;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.LedgerDatabaseContract;
import xcflow.storage.Schema;
import xcflow.storage.Sql;

@PostgresqlServer.Needed
class PostgresqlDatabaseTest extends LedgerDatabaseContract {
    private PostgresqlServer server;

    @BeforeEach
    void create() throws SQLException {
        server = PostgresqlServer.ofEnvironment().newDatabase();
    }

    @Override
    protected LedgerDatabase open(Schema schema) {
        LedgerDatabase database = server.open();
        database.migrate(schema);
        return database;
    }

    /** As an administrator, or the server when it shuts down, ends a session. */
    @Override
    protected void end(Sql sql) throws SQLException {
        int process = sql.first("select pg_backend_pid()", row -> row.getInt(1)).orElseThrow();
        try (Connection other = DriverManager.getConnection(server.url());
                Statement statement = other.createStatement()) {
            statement.execute("select pg_terminate_backend(" + process + ", 10000)");
        }
    }

    @Override
    protected List<String> forbidden() {
        return List.of(
                "with gone as (delete from public.numbers returning n) select n from gone",
                "set transaction read write",
                "set session characteristics as transaction read write",
                "select set_config('transaction_read_only', 'off', true)",
                "vacuum",
                "copy public.numbers to program 'cat'");
    }

    @Test
    void whatIsDurableIsOnTheServersDisk() {
        try (LedgerDatabase database = open(FIRST)) {
            String written =
                    database.durably(
                            sql -> {
                                sql.update("insert into numbers (n) values (1)");
                                assertThat(text(sql, "show synchronous_commit")).isEqualTo("off");
                                return text(sql, "select pg_current_wal_insert_lsn()::text");
                            });
            String flushed =
                    database.read(
                            sql ->
                                    text(
                                            sql,
                                            "select (pg_current_wal_flush_lsn() > '"
                                                    + written
                                                    + "'::pg_lsn)::text"));
            assertThat(flushed).isEqualTo("true");
        }
    }

    private static String text(Sql sql, String query) {
        return sql.first(query, row -> row.getString(1)).orElseThrow();
    }

    @Test
    void aRightIsHeldAgainstOtherProcessesUntilItsHolderEnds() throws Exception {
        try (LedgerDatabase database = open(FIRST);
                LedgerDatabase other = open(FIRST)) {
            Closeable hold = database.hold("run-7").orElseThrow();
            assertThat(other.hold("run-7")).isEmpty();
            assertThat(other.held("run-7")).isTrue();
            hold.close();
            assertThat(other.held("run-7")).isFalse();
            LedgerDatabase ending = open(FIRST);
            assertThat(ending.hold("run-7")).isPresent();
            assertThat(database.held("run-7")).isTrue();
            ending.close();
            await(() -> database.hold("run-7").isPresent());
            assertThat(other.held("run-7")).isTrue();
        }
    }

    /** The server notices the end of a connection a moment later. */
    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        assertThatThrownBy(
                        () ->
                                PostgresqlDatabase.open(
                                        "jdbc:postgresql://127.0.0.1:1/x", "a", "s3cret"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("s3cret");
    }
}
