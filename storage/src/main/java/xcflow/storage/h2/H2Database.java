package xcflow.storage.h2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Schema;
import xcflow.storage.Sql;
import xcflow.storage.files.FileHold;
import xcflow.storage.jdbc.Answers;
import xcflow.storage.jdbc.Faults;
import xcflow.storage.jdbc.GroupSync;
import xcflow.storage.jdbc.Pool;
import xcflow.storage.jdbc.Tables;
import xcflow.storage.jdbc.Transactions;

/**
 * H2 in a file of the home or in memory. If the process through which this one works ends, work
 * that was not committed is done again through another or in this one.
 */
public final class H2Database implements LedgerDatabase {
    private static final Faults FAULTS = new H2Faults();

    private final HikariDataSource pool;
    private final Transactions transactions;
    private final EmbeddedSource source;
    private final Guest.Entrance guests;
    private final GroupSync sync;
    private final Path locks;

    /**
     * @param source of the file; null if the database is in memory
     * @param locks directory for the files of {@link #hold}; null if the database is in memory
     */
    H2Database(HikariConfig config, EmbeddedSource source, Guest.Entrance guests, Path locks) {
        this.locks = locks;
        this.pool = Pool.open(config, FAULTS);
        this.transactions =
                new Transactions(pool, FAULTS, Connection.TRANSACTION_SERIALIZABLE, false);
        this.source = source;
        this.guests = guests;
        this.sync = new GroupSync(this::checkpoint);
    }

    /**
     * Opens or creates a database in a file. A second process that opens it while the first one has
     * it open works through the first.
     *
     * @param path of the file, without the ending {@code .mv.db}
     * @param schema whose tables it gets, unless it has them
     * @throws xcflow.storage.UnusableDatabaseException if something foreign is in it
     */
    public static LedgerDatabase open(Path path, Schema schema) throws IOException {
        return Opening.open(path, schema, Pool.settings());
    }

    /** A database that lives as long as this object. */
    public static LedgerDatabase inMemory() {
        H2Engine.load();
        HikariConfig config = Pool.settings();
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        config.setJdbcUrl(url + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return new H2Database(
                config, null, user -> DriverManager.getConnection(url, user, ""), null);
    }

    /**
     * Digests of all views that the migrations of all versions of a schema make, for the list
     * beside them ({@code views.sha256}).
     */
    public static Set<String> views(Schema schema) {
        return LawfulViews.made(schema);
    }

    @Override
    public void migrate(Schema schema) {
        int installed = Tables.installed(pool, schema);
        if (installed > schema.version()) {
            throw Tables.tooNew(source == null ? "in memory" : source, installed, schema);
        } else if (installed == schema.version()) {
            return;
        } else if (source == null) {
            Tables.migrations(pool, schema, Tables.NEWEST).migrate();
        } else {
            Opening.renew(source, pool, schema);
        }
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

    private void checkpoint() {
        read(sql -> sql.update("checkpoint sync"));
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public Answer query(String schema, String sql, int limit) throws SQLException {
        Answers.requireSchema(schema);
        for (int count = 1; ; count++) {
            try {
                return Guest.answer(this, guests, schema, sql, limit);
            } catch (SQLException e) {
                if (!FAULTS.passing(e, count) || FAULTS.pause(count, Duration.ZERO).isNegative()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    /** {@inheritDoc} What is in memory belongs to this process, which then always has the right. */
    @Override
    public Optional<Closeable> hold(String name) throws IOException {
        return locks == null
                ? Optional.of(() -> {})
                : FileHold.take(locks.resolve(name)).map(hold -> hold);
    }

    @Override
    public boolean held(String name) throws IOException {
        return locks != null && FileHold.taken(locks.resolve(name));
    }

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    @Override
    public void close() {
        pool.close();
        if (source != null) {
            source.close();
        }
    }
}
