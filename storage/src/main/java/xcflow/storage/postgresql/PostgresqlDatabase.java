package xcflow.storage.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Schema;
import xcflow.storage.Sql;
import xcflow.storage.jdbc.Answers;
import xcflow.storage.jdbc.GroupSync;
import xcflow.storage.jdbc.Pool;
import xcflow.storage.jdbc.Tables;
import xcflow.storage.jdbc.Transactions;

/**
 * A database of a PostgreSQL server, version 13 or later.
 *
 * <p>Commits do not wait for the server's disk; {@link #sync} does, for all of them at once. What
 * the server loses with its power is then the end of the history, never something before what it
 * kept: its log is written in order.
 */
public final class PostgresqlDatabase implements LedgerDatabase {
    /** How long a server may take to answer before it counts as gone. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * How long a thread waits in one go for a connection, so that it notices when it has to end.
     */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The same for a process that is to end. */
    private static final Duration LAST_ANSWER = Duration.ofMillis(500);

    /** Writes a record of its own, and waits until the log is on the disk up to there. */
    private static final String FLUSH =
            "select set_config('synchronous_commit', 'on', true),"
                    + " pg_logical_emit_message(true, 'xcflow', '')";

    /** What the driver writes it throws as well. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    private final String url;
    private final HikariDataSource pool;
    private final PostgresqlFaults faults = new PostgresqlFaults();
    private final Transactions transactions;
    private final GroupSync sync = new GroupSync(this::flush);
    private final AdvisoryHolds holds;
    private final DataSource server;
    private final Announcements announcements = new Announcements(this::send);
    private ServerClock clock;

    private PostgresqlDatabase(String url, HikariConfig config, DataSource server) {
        this.url = url;
        this.server = server;
        this.holds = new AdvisoryHolds(server);
        this.pool = Pool.open(config);
        pool.getHikariConfigMXBean().setConnectionTimeout(LOOK.toMillis());
        this.transactions =
                new Transactions(pool, faults, Connection.TRANSACTION_REPEATABLE_READ, true);
    }

    /**
     * Connects to a server.
     *
     * @param url such as {@code jdbc:postgresql://host/database}
     * @param user null for the one in the URL, or the name of the system's user
     * @param password null if the server knows the user otherwise
     * @throws xcflow.storage.DatabaseException if it cannot be reached or does not let us in
     */
    public static LedgerDatabase open(String url, String user, String password) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(url);
        server.setApplicationName("xcflow");
        server.setTcpKeepAlive(true);
        if (user != null) {
            server.setUser(user);
        }
        if (password != null) {
            server.setPassword(password);
        }
        HikariConfig config = Pool.settings();
        config.setDataSource(server);
        config.setConnectionTimeout(ANSWER.toMillis());
        config.setConnectionInitSql("set synchronous_commit = off");
        return new PostgresqlDatabase(url, config, server);
    }

    @Override
    public void migrate(Schema schema) {
        int installed = Tables.installed(pool, schema);
        if (installed > schema.version()) {
            throw Tables.tooNew(this, installed, schema);
        } else if (installed < schema.version()) {
            // The server takes a migration back as a whole if it fails, and lets one in at a time.
            Tables.migrations(pool, schema, Tables.NEWEST).migrate();
        }
    }

    @Override
    public void hurry(Duration most) {
        faults.hurry(most);
        pool.getHikariConfigMXBean().setConnectionTimeout(LAST_ANSWER.toMillis());
    }

    @Override
    public <R> R atomically(Function<Sql, R> work) {
        return transactions.atomically(work);
    }

    @Override
    public <R> R untilDone(Function<Sql, R> work) {
        return transactions.untilDone(work);
    }

    @Override
    public <R> R read(Function<Sql, R> work) {
        return transactions.read(work);
    }

    @Override
    public <R> R snapshot(Function<Sql, R> work) {
        return transactions.snapshot(work);
    }

    @Override
    public void sync() {
        sync.await();
    }

    private void flush() {
        read(sql -> sql.query(FLUSH, row -> row.getString(1)));
    }

    @Override
    public Answer query(String schema, String sql, int limit) throws SQLException {
        Answers.requireSchema(schema);
        return UserQuery.answer(pool, schema, sql, limit);
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public synchronized Clock clock() {
        if (clock == null) {
            clock = new ServerClock(this::time);
        }
        return clock;
    }

    private Instant time() {
        return read(
                sql ->
                        sql.first(
                                        "select clock_timestamp()",
                                        row -> row.getTimestamp(1).toInstant())
                                .orElseThrow());
    }

    @Override
    public Optional<Closeable> hold(String name) throws IOException {
        return holds.hold(name);
    }

    @Override
    public boolean held(String name) throws IOException {
        return holds.held(name);
    }

    @Override
    public void announce(String words) {
        announcements.add(words);
    }

    private void send(List<String> words) {
        read(sql -> sql.query(Listener.NOTIFY, row -> "", Sql.texts(words)));
    }

    @Override
    public Optional<Closeable> listen(String topic, Consumer<String> heard) {
        return Optional.of(new Listener(server, topic, heard));
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public void close() {
        announcements.close();
        holds.close();
        pool.close();
    }

    /** Where it is, for people; a URL's parameters are not for them. */
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "");
    }
}
