package xcflow.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.h2.EmbeddedSource;
import xcflow.storage.h2.Engine;
import xcflow.storage.h2.GroupSync;
import xcflow.storage.h2.Opening;
import xcflow.storage.h2.Renewal;
import xcflow.storage.jdbc.Migration;
import xcflow.storage.jdbc.Pool;

/**
 * The database of a home: H2 in a file, or PostgreSQL when several machines share it.
 *
 * <p>A transaction is on the disk after {@link #durably}; after {@link #transaction} it survives
 * the death of the process but perhaps not the loss of power. The interruption of a thread does not
 * harm the database. Thread-safe.
 */
public final class LedgerDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

    /** More than there are connections, each of which may turn out to be dead. */
    private static final int TRIALS = 15;

    private final HikariDataSource pool;
    private Jdbi jdbi;
    private final boolean embedded;
    private final EmbeddedSource source;
    private final ReadOnly.Guests guests;
    private final GroupSync sync;

    public LedgerDatabase(
            HikariConfig config, boolean embedded, EmbeddedSource source, ReadOnly.Guests guests) {
        this.pool = Pool.open(config);
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
     * @param schema whose tables it gets, unless it has them
     * @throws UnusableDatabaseException if something foreign is in it
     */
    public static LedgerDatabase embedded(Path path, Schema schema) throws IOException {
        return Opening.embedded(path, schema, Pool.settings());
    }

    /** A database that lives as long as this object. */
    public static LedgerDatabase inMemory() {
        Engine.load();
        HikariConfig config = Pool.settings();
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        config.setJdbcUrl(url + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return new LedgerDatabase(
                config, true, null, user -> DriverManager.getConnection(url, user, ""));
    }

    /** Connects to a server, for example {@code jdbc:postgresql://host/database}. */
    public static LedgerDatabase server(String url, String user, String password) {
        Engine.load();
        HikariConfig config = Pool.settings();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        return new LedgerDatabase(config, false, null, null);
    }

    /**
     * Brings the tables of a module up to date; quick if they are. Whatever ends the process
     * meanwhile, the tables are then as they were or as they should be.
     *
     * @throws UnusableDatabaseException if the tables are newer than the schema
     */
    public void migrate(Schema schema) {
        int installed = Migration.installed(pool, schema);
        if (installed > schema.version()) {
            throw Renewal.tooNew(source == null ? "on the server" : source, installed, schema);
        } else if (installed == schema.version()) {
            return;
        } else if (source == null) {
            Migration.flyway(pool, schema, Migration.NEWEST).migrate();
        } else {
            Opening.renew(source, pool, schema);
        }
    }

    /**
     * Runs the work in a transaction; an exception rolls it back. If the process through which this
     * one works ends meanwhile, the work is done again through another or in this one, so it should
     * change nothing but the database.
     */
    public <R, X extends Exception> R transaction(HandleCallback<R, X> work) throws X {
        return this.<R, X>committedOnce(sql -> work.withHandle(mapper(sql)));
    }

    /** As {@link #transaction}, with statements instead of the mapper. */
    public <R> R atomically(Function<Sql, R> work) {
        return this.<R, RuntimeException>committedOnce(work::apply);
    }

    private <R, X extends Exception> R committedOnce(Body<R, X> body) throws X {
        return this.<R, X>repeated(
                "transaction",
                (connection, committing) ->
                        LedgerDatabase.<R, X>committed(
                                connection,
                                sql -> {
                                    R result = body.with(sql);
                                    committing[0] = sql.mayHaveChanged();
                                    return result;
                                }));
    }

    /** Something that is done with a connection of the pool. */
    @FunctionalInterface
    private interface Work<R, X extends Exception> {
        R with(Connection connection) throws SQLException, X;
    }

    /** Work that says, in the only element of the array, when it begins to commit changes. */
    @FunctionalInterface
    private interface Trial<R, X extends Exception> {
        R with(Connection connection, boolean[] committing) throws SQLException, X;
    }

    /** What is asked for within a transaction. */
    @FunctionalInterface
    private interface Body<R, X extends Exception> {
        R with(Sql sql) throws X;
    }

    /** Tries again while the process through which this one works has gone, and it is safe to. */
    private <R, X extends Exception> R repeated(String what, Trial<R, X> trial) throws X {
        for (int count = 1; ; count++) {
            boolean[] committing = new boolean[1];
            try {
                return this.<R, X>connected(what, connection -> trial.with(connection, committing));
            } catch (JdbiException | DatabaseException e) {
                // A commit whose answer is lost may have happened: that is not for us to repeat.
                boolean safe =
                        committing[0]
                                ? EmbeddedSource.nothingWasCommitted(e)
                                : EmbeddedSource.ownerHasGone(e);
                if (count == TRIALS || !safe) {
                    throw e;
                }
            }
        }
    }

    /**
     * Does something with a connection of the pool.
     *
     * @param what it is, for messages
     */
    private <R, X extends Exception> R connected(String what, Work<R, X> work) throws X {
        Connection connection = null;
        try {
            connection = pool.getConnection();
            return work.with(connection);
        } catch (SQLException e) {
            throw new DatabaseException(what, e);
        } finally {
            giveBack(connection);
        }
    }

    /** The pool takes dead connections back too: what was done with them is done. */
    private static void giveBack(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection ended before it was given back", e);
        }
    }

    /** Does something in a transaction of the connection; an exception rolls it back. */
    private static <R, X extends Exception> R committed(Connection connection, Body<R, X> body)
            throws SQLException, X {
        connection.setAutoCommit(false);
        try {
            R result = body.with(new Sql(connection));
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

    /**
     * Reads through one connection, each statement on its own, or makes a change that can be made
     * twice. As with {@link #transaction}, all is done again if the process through which this one
     * works ends meanwhile.
     */
    public <R> R read(Function<Sql, R> work) {
        return repeated("connection", (connection, committing) -> work.apply(new Sql(connection)));
    }

    /** As {@link #read}, with the mapper. */
    public <R> R readMapped(Function<Handle, R> work) {
        return read(sql -> mapper(Jdbi.create(sql.connection())).withHandle(work::apply));
    }

    /**
     * Reads through one connection that sees everything as it is at one moment. As with {@link
     * #transaction}, all is done again if the process through which this one works ends meanwhile:
     * what the work collects elsewhere must begin anew with each call.
     */
    public <R> R snapshot(Function<Sql, R> work) {
        return repeated(
                "snapshot",
                (connection, committing) -> {
                    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    return committed(connection, work::apply);
                });
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
        if (!embedded) {
            return ReadOnly.server(pool, schema, sql, limit);
        }
        for (int count = 1; ; count++) {
            try {
                return ReadOnly.embedded(this, guests, schema, sql, limit);
            } catch (SQLException e) {
                if (count == TRIALS || !EmbeddedSource.ownerHasGone(e)) {
                    throw e;
                }
            }
        }
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
