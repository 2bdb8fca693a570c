package xcflow.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.storage.DatabaseException;
import xcflow.storage.Sql;

/** Work in connections of a pool, done again while what ended it is passing. Thread-safe. */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final DataSource pool;
    private final Faults faults;
    private final int snapshot;
    private final boolean together;

    /**
     * @param snapshot level of isolation in which a transaction sees one moment
     * @param together whether statements whose answers can wait go to the database together
     */
    public Transactions(DataSource pool, Faults faults, int snapshot, boolean together) {
        this.pool = pool;
        this.faults = faults;
        this.snapshot = snapshot;
        this.together = together;
    }

    /** Work that says, in the only element of the array, when it begins to commit changes. */
    @FunctionalInterface
    private interface Trial<R> {
        R with(Connection connection, boolean[] committing) throws SQLException;
    }

    /** Does work in a transaction; an exception rolls it back. */
    public <R> R atomically(Function<Sql, R> work) {
        return repeated("transaction", (connection, mark) -> committed(connection, work, mark));
    }

    /** As {@link #atomically}, for work that can be done twice: done again if it may be done. */
    public <R> R untilDone(Function<Sql, R> work) {
        return repeated(
                "transaction", (connection, mark) -> committed(connection, work, new boolean[1]));
    }

    /** Does work through one connection, each statement on its own. */
    public <R> R read(Function<Sql, R> work) {
        return repeated("connection", (connection, mark) -> finished(connection, work));
    }

    /** Does work through one connection that sees everything as it is at one moment. */
    public <R> R snapshot(Function<Sql, R> work) {
        return repeated(
                "snapshot",
                (connection, mark) -> {
                    connection.setTransactionIsolation(snapshot);
                    return committed(connection, work, mark);
                });
    }

    private <R> R repeated(String what, Trial<R> trial) {
        long start = System.nanoTime();
        for (int count = 1; ; count++) {
            boolean[] committing = new boolean[1];
            try {
                return connected(what, trial, committing);
            } catch (DatabaseException e) {
                // A commit whose answer is lost may have happened: that is not for us to repeat.
                boolean passing =
                        committing[0] ? faults.passingAtCommit(e, count) : faults.passing(e, count);
                Duration pause = faults.pause(count, Duration.ofNanos(System.nanoTime() - start));
                if (!passing || pause.isNegative()) {
                    throw e;
                }
                LOG.debug("{} is done again", what, e);
                pause(pause);
            }
        }
    }

    /** Waits, whether or not the thread is interrupted. */
    public static void pause(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(duration.toNanos());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <R> R connected(String what, Trial<R> trial, boolean[] committing) {
        Connection connection = null;
        try {
            connection = pool.getConnection();
            return trial.with(connection, committing);
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

    private <R> R finished(Connection connection, Function<Sql, R> work) {
        Sql sql = new Sql(connection, together);
        R result = work.apply(sql);
        sql.finish();
        return result;
    }

    private <R> R committed(Connection connection, Function<Sql, R> work, boolean[] committing)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql sql = new Sql(connection, together);
            R result = work.apply(sql);
            committing[0] = sql.mayHaveChanged();
            sql.commit();
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
}
