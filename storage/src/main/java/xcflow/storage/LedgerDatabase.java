package xcflow.storage;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The database in which a project's records are kept. Every implementation passes {@code
 * LedgerDatabaseContract}; they differ in where the rows lie, not in what a caller sees.
 *
 * <p>Work may be done again: if the connection is lost or the database asks for it (a process that
 * ended, a server that restarted, a deadlock, a conflict of serializable transactions) before
 * anything was committed, the work is called anew with another connection. So it should change
 * nothing but the database, and what it collects elsewhere must begin anew with each call. A commit
 * whose answer is lost may have happened and is never repeated.
 *
 * <p>The interruption of a thread does not harm the database. Thread-safe.
 */
public interface LedgerDatabase extends AutoCloseable {

    /** What a database understands; only where statements must differ. */
    enum Dialect {
        H2,
        POSTGRESQL
    }

    /**
     * Brings the tables of a module up to date; quick if they are. Whatever ends the process
     * meanwhile, the tables are then as they were or as they should be.
     *
     * @throws UnusableDatabaseException if the tables are newer than the schema
     */
    void migrate(Schema schema);

    /**
     * Does the work in a transaction; an exception rolls it back. What was committed survives the
     * death of the process, but the loss of power only after {@link #sync}.
     */
    <R> R atomically(Function<Sql, R> work);

    /**
     * As {@link #atomically}, for work that leaves the same behind when it is done twice: if the
     * answer of its commit is lost, it is done again.
     */
    <R> R untilDone(Function<Sql, R> work);

    /** Returns after all earlier commits are on the disk. Callers that wait share one sync. */
    void sync();

    /**
     * The process is to end: from now on a database that does not answer is waited for no longer
     * than this, all in all.
     */
    default void hurry(Duration most) {}

    /** As {@link #atomically}, and returns after the commit is on the disk. */
    default <R> R durably(Function<Sql, R> work) {
        R result = atomically(work);
        sync();
        return result;
    }

    /**
     * Reads through one connection, each statement on its own, or makes a change that can be made
     * twice.
     */
    <R> R read(Function<Sql, R> work);

    /** Reads through one connection that sees everything as it is at one moment. */
    <R> R snapshot(Function<Sql, R> work);

    /**
     * Runs a statement of a user, which can only read, and only what lies in one schema.
     *
     * @param schema the only one whose tables and views are visible
     * @throws SQLException if the statement is not correct, or wants more than it may
     */
    Answer query(String schema, String sql, int limit) throws SQLException;

    /**
     * @param columns names of the columns
     * @param rows values as the driver gives them; null where there is none
     * @param complete false if there are more rows than the limit
     */
    record Answer(List<String> columns, List<List<Object>> rows, boolean complete) {}

    /** Connections for libraries that bring their own statements. */
    DataSource dataSource();

    /**
     * The only clock for leases and the times of records: that of the machine on which the database
     * is.
     */
    Clock clock();

    /**
     * Takes a right that one holder at a time has, among all processes that use this database. It
     * ends with the process, whatever ends it, and at the latest with its connection.
     *
     * @param name of the right: letters, digits and hyphens
     * @return empty if somebody has it; closing it gives it back
     */
    Optional<Closeable> hold(String name) throws IOException;

    /** Whether somebody has a right. */
    boolean held(String name) throws IOException;

    /**
     * Tells the processes that {@link #listen} something, soon. It may get lost, so it is said to
     * spare them a wait, never to make them know; not part of any transaction.
     *
     * @param words at most some hundred characters; the first word is their topic
     */
    default void announce(String words) {}

    /**
     * Calls back, on a thread of its own, with what processes announce on a topic, this one
     * included, and with an empty text whenever something may have been missed.
     *
     * @param topic small letters
     * @return ends it; empty if this database cannot: then whoever waits has to look
     */
    default Optional<Closeable> listen(String topic, Consumer<String> heard) {
        return Optional.empty();
    }

    /** What this database understands. */
    Dialect dialect();

    @Override
    void close();
}
