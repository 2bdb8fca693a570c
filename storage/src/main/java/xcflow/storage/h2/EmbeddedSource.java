package xcflow.storage.h2;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.Driver;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.Schema;
import xcflow.storage.files.OwnFiles;
import xcflow.storage.jdbc.Transactions;

/**
 * Connections to an H2 file that several processes may use at once.
 *
 * <p>The first process to come opens the file and lets the others in through a socket of the local
 * machine, whose address and secret it writes beside the file. When it ends, by whatever means, the
 * operating system releases the file, and the next process that wants a connection takes over. H2's
 * own {@code AUTO_SERVER} does the same, but waits two seconds after a crash and closes the
 * database under a program that is still finishing its work after Ctrl-C.
 */
final class EmbeddedSource implements DataSource, AutoCloseable {
    // WRITE_DELAY=0: a commit is handed to the operating system at once; the default would keep it
    // in the process for up to a second. MAX_COMPACT_TIME=0: closing is quick, Database compacts
    // when it is worthwhile. QUERY_CACHE_SIZE: every statement of ours is parsed once for each
    // connection; by default only the last eight are remembered. MAX_LENGTH_INPLACE_LOB: texts of
    // this length lie in their rows; by default those above 256 characters have a place of their
    // own, and so have nearly all of ours. TRACE_LEVEL_FILE=0: errors are
    // reported by whoever hears of them, not in a file of H2 beside the database.
    private static final String LOCAL =
            "jdbc:h2:steady:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=30000"
                    + ";MAX_COMPACT_TIME=0;QUERY_CACHE_SIZE=256;TRACE_LEVEL_FILE=0"
                    + ";MAX_LENGTH_INPLACE_LOB=2048";
    private static final String BUSY = "(contains_uncommitted or executing_statement is not null)";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSource.class);
    private static final long SMALL = 64L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long a process that ends waits for the transactions of others. */
    private static final Duration COURTESY = Duration.ofSeconds(5);

    /** Others that are busy are between two transactions for hardly longer. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    static {
        // H2 would look up the address of the machine's own name, which may have none: a laptop
        // without a network, a container. Other processes of this machine need the loopback only.
        System.setProperty("h2.bindAddress", InetAddress.getLoopbackAddress().getHostAddress());
    }

    private final Path path;
    private final Path address;
    private final LawfulViews views;
    private final String localUrl;
    private final String guestUrl;
    private final ReentrantLock election = new ReentrantLock();
    private volatile Connection anchor;
    private LocalDatabaseServer door;

    /**
     * @param path of the file, without the ending {@code .mv.db}
     * @param views that may be in it
     */
    EmbeddedSource(Path path, LawfulViews views) {
        H2Engine.load();
        this.views = views;
        this.path = path.toAbsolutePath();
        this.address = this.path.resolveSibling(path.getFileName() + ".server");
        this.localUrl = String.format(Locale.ROOT, LOCAL, this.path);
        this.guestUrl = "jdbc:h2:steady:" + this.path;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (anchor != null) {
            return connect(localUrl);
        }
        election.lock();
        try {
            return elect();
        } finally {
            election.unlock();
        }
    }

    private Connection elect() throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                inspect();
                Connection connection = connect(localUrl);
                if (anchor == null) {
                    anchor = connection;
                    door = LocalDatabaseServer.open(path, address);
                    return connect(localUrl);
                }
                return connection;
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
                    throw e;
                }
                Connection remote = enter();
                if (remote != null) {
                    return remote;
                }
                if (System.nanoTime() > end) {
                    throw new SQLException(
                            "another process holds " + path + ".mv.db and does not answer", e);
                }
            }
            Transactions.pause(Duration.ofMillis(20));
        }
    }

    /** What opens the file runs what is in it. */
    private void inspect() throws SQLException {
        Path file = H2Engine.file(path);
        try {
            Foreign.refuse(file, views);
            OwnFiles.tighten(file);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /**
     * Closes the database and makes its file anew; it is opened again by the next connection.
     *
     * @return false if the file is in use by another process
     */
    boolean renew(Renewal renewal) throws IOException {
        election.lock();
        try {
            close();
            return renewal.run();
        } finally {
            election.unlock();
        }
    }

    /** What brings the tables of this file up to date. */
    Renewal renewal(Schema schema) {
        return new Renewal(H2Engine.file(path), schema, views);
    }

    private Connection enter() {
        try {
            return connect(Files.readString(address));
        } catch (IOException | SQLException e) {
            // Not open yet, or its process has just ended.
            return null;
        }
    }

    private static Connection connect(String url) throws SQLException {
        return connect(url, H2Engine.USER, "");
    }

    private static Connection connect(String url, String user, String password)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return Driver.load().connect(url, properties);
    }

    @Override
    public String toString() {
        return H2Engine.file(path).toString();
    }

    /** Whether this process has the file open itself. */
    boolean owner() {
        return anchor != null;
    }

    /** Closes the database if this process has it open; all its connections must be closed. */
    @Override
    public void close() {
        election.lock();
        try {
            if (anchor != null) {
                letOthersFinish();
                door.close();
                shutDown();
                anchor = null;
            }
        } finally {
            election.unlock();
        }
    }

    /**
     * Waits for a moment in which no other process is in the middle of a transaction, and keeps the
     * others from beginning one. They go on through the next process that opens the file.
     */
    private void letOthersFinish() {
        long end = System.nanoTime() + COURTESY.toNanos();
        try (Statement statement = anchor.createStatement()) {
            while (others(statement, "true") && System.nanoTime() < end) {
                if (!others(statement, BUSY)) {
                    statement.execute("set exclusive 1");
                    // What had been let in just before shows itself as busy in the meantime.
                    Transactions.pause(MOMENT);
                    if (!others(statement, BUSY)) {
                        return;
                    }
                    statement.execute("set exclusive 0");
                }
                Transactions.pause(MOMENT);
            }
        } catch (SQLException e) {
            LOG.debug("closed without waiting for others", e);
        }
    }

    private static boolean others(Statement statement, String condition) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "select 1 from information_schema.sessions where session_id <> session_id()"
                                + " and "
                                + condition
                                + " limit 1")) {
            return rows.next();
        }
    }

    private void shutDown() {
        try (Statement statement = anchor.createStatement()) {
            statement.execute(worthCompacting(statement) ? "shutdown compact" : "shutdown");
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.DATABASE_IS_CLOSED) {
                throw new IllegalStateException("cannot close " + path, e);
            }
        }
    }

    /** Whether most of a file that is not small is room that nothing uses any more. */
    private boolean worthCompacting(Statement statement) throws SQLException {
        if (H2Engine.file(path).toFile().length() < SMALL) {
            return false;
        }
        try (ResultSet rows =
                statement.executeQuery(
                        "select setting_value from information_schema.settings"
                                + " where setting_name = 'info.CHUNKS_FILL_RATE'")) {
            return rows.next() && rows.getInt(1) < 40;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        if (owner()) {
            // Only the owner of the database may name settings when it connects.
            return connect(guestUrl, user, password);
        }
        try {
            return connect(Files.readString(address), user, password);
        } catch (IOException e) {
            throw new SQLException(
                    "the process that holds " + path + ".mv.db has gone",
                    null,
                    ErrorCode.CONNECTION_BROKEN_1,
                    e);
        }
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return (int) PATIENCE.toSeconds();
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
