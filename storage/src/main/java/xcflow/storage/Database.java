package xcflow.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The database of a home: H2 in a file, or PostgreSQL when several machines share it.
 *
 * <p>A transaction is on the disk after {@link #durably}; after {@link #transaction} it survives
 * the death of the process but perhaps not the loss of power. The interruption of a thread does not
 * harm the database. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final int TRIALS = 5;

    private final HikariDataSource pool;
    private Jdbi jdbi;
    private final boolean embedded;
    private final EmbeddedSource source;
    private final ReadOnly.Guests guests;
    private final GroupSync sync;

    static {
        // A connection into another process is dead when that process ends, however recently it
        // was used; the pool would only ask those that have rested for half a second.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    }

    private Database(
            HikariConfig config, boolean embedded, EmbeddedSource source, ReadOnly.Guests guests) {
        this.pool = new HikariDataSource(config);
        this.embedded = embedded;
        this.source = source;
        this.guests = guests;
        this.sync = new GroupSync(embedded ? this::checkpoint : () -> {});
    }

    /**
     * Opens or creates an H2 database. A second process that opens it while the first one has it
     * open works through the first.
     *
     * @param path of the file, without the ending {@code .mv.db}
     */
    static Database embedded(Path path) {
        HikariConfig config = config();
        EmbeddedSource source = new EmbeddedSource(path);
        config.setDataSource(source);
        return new Database(config, true, source, user -> source.getConnection(user, ""));
    }

    /** A database that lives as long as this object. */
    public static Database inMemory() {
        HikariConfig config = config();
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        config.setJdbcUrl(url + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return new Database(config, true, null, user -> DriverManager.getConnection(url, user, ""));
    }

    /** Connects to a server, for example {@code jdbc:postgresql://host/database}. */
    public static Database server(String url, String user, String password) {
        HikariConfig config = config();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        return new Database(config, false, null, null);
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(0);
        config.setPoolName("xcflow");
        return config;
    }

    /** Brings the tables of a module up to date; quick if they are. */
    public void migrate(Schema schema) {
        String history = "migrations_" + schema.name();
        if (installed(history) == schema.version()) {
            return;
        }
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:" + schema.location())
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private int installed(String history) {
        String sql =
                "select max(cast(\"version\" as integer)) from \""
                        + history
                        + "\" where \"success\"";
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        } catch (SQLException e) {
            // The table does not exist yet: nothing is installed.
            return 0;
        }
    }

    /**
     * Runs the work in a transaction; an exception rolls it back. If the process through which this
     * one works ends meanwhile, the work is done again through another or in this one, so it should
     * change nothing but the database.
     */
    public <R, X extends Exception> R transaction(HandleCallback<R, X> work) throws X {
        for (int trial = 1; ; trial++) {
            boolean[] finished = new boolean[1];
            try {
                return jdbi().inTransaction(
                                handle -> {
                                    R result = work.withHandle(handle);
                                    finished[0] = true;
                                    return result;
                                });
            } catch (JdbiException e) {
                // A commit whose answer is lost may have happened: that is not for us to repeat.
                if (finished[0] || trial == TRIALS || !EmbeddedSource.ownerHasGone(e)) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #transaction}, with statements instead of the mapper. */
    public <R> R atomically(Function<Sql, R> work) {
        for (int trial = 1; ; trial++) {
            boolean[] finished = new boolean[1];
            try {
                return atomically(work, finished);
            } catch (DatabaseException e) {
                if (finished[0] || trial == TRIALS || !EmbeddedSource.ownerHasGone(e)) {
                    throw e;
                }
            }
        }
    }

    private <R> R atomically(Function<Sql, R> work, boolean[] finished) {
        try (Connection connection = pool.getConnection()) {
            return committed(
                    connection,
                    sql -> {
                        R result = work.apply(sql);
                        finished[0] = true;
                        return result;
                    });
        } catch (SQLException e) {
            throw new DatabaseException("transaction", e);
        }
    }

    /** Does the work in a transaction of the connection; an exception rolls it back. */
    private static <R> R committed(Connection connection, Function<Sql, R> work)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            R result = work.apply(new Sql(connection));
            connection.commit();
            return result;
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Reads through one connection, each statement on its own. */
    public <R> R read(Function<Sql, R> work) {
        try (Connection connection = pool.getConnection()) {
            return work.apply(new Sql(connection));
        } catch (SQLException e) {
            throw new DatabaseException("connection", e);
        }
    }

    /** Reads through one connection that sees everything as it is at one moment. */
    public <R> R snapshot(Function<Sql, R> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return committed(connection, work);
        } catch (SQLException e) {
            throw new DatabaseException("snapshot", e);
        }
    }

    /** As {@link #transaction}, and returns after the commit is on the disk. */
    public <R, X extends Exception> R durably(HandleCallback<R, X> work) throws X {
        R result = transaction(work);
        sync();
        return result;
    }

    /** Returns after all earlier commits are on the disk. Callers that wait share one sync. */
    public void sync() {
        sync.await();
    }

    private void checkpoint() {
        read(sql -> sql.update("checkpoint sync"));
    }

    /** The mapper for statements outside of transactions; made when it is needed first. */
    public synchronized Jdbi jdbi() {
        if (jdbi == null) {
            jdbi = mapper(Jdbi.create(pool));
        }
        return jdbi;
    }

    /** The mapper for further statements of a transaction that was begun without it. */
    public static Handle mapper(Sql sql) {
        return mapper(Jdbi.create(sql.connection())).open();
    }

    private static Jdbi mapper(Jdbi jdbi) {
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "integer");
        return jdbi;
    }

    /** Connections for libraries that bring their own statements. */
    public DataSource dataSource() {
        return pool;
    }

    /**
     * Runs a statement that can only read, and only what lies in one schema.
     *
     * @param schema the only one whose tables and views are visible
     * @throws SQLException if the statement is not correct, or wants more than it may
     */
    public Answer query(String schema, String sql, int limit) throws SQLException {
        if (!schema.matches("[a-z]+")) {
            throw new IllegalArgumentException("not a schema name: " + schema);
        }
        if (embedded) {
            return ReadOnly.embedded(this, guests, schema, sql, limit);
        }
        return ReadOnly.server(pool, schema, sql, limit);
    }

    /**
     * @param columns names of the columns
     * @param rows values as the driver gives them; null where there is none
     * @param complete false if there are more rows than the limit
     */
    public record Answer(
            java.util.List<String> columns,
            java.util.List<java.util.List<Object>> rows,
            boolean complete) {}

    /** Whether this is H2. */
    public boolean embedded() {
        return embedded;
    }

    @Override
    public void close() {
        pool.close();
        if (source != null) {
            source.close();
        }
    }
}
