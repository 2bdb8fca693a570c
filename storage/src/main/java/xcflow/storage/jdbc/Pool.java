package xcflow.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import xcflow.storage.DatabaseException;

/** The pool of connections that threads share. */
public final class Pool {
    private static final int CONNECTIONS = 10;

    private Pool() {}

    /** Settings that do not say where the database is. */
    public static HikariConfig settings() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setPoolName("xcflow");
        return config;
    }

    /**
     * Opens a first connection, and tries again while what ended it is passing.
     *
     * @throws DatabaseException if the database cannot be reached
     */
    public static HikariDataSource open(HikariConfig config, Faults faults) {
        long start = System.nanoTime();
        for (int count = 1; ; count++) {
            try {
                return open(config);
            } catch (DatabaseException e) {
                Duration pause = faults.pause(count, Duration.ofNanos(System.nanoTime() - start));
                if (!faults.passing(e, count) || pause.isNegative()) {
                    throw e;
                }
                Transactions.pause(pause);
            }
        }
    }

    /**
     * Opens a first connection.
     *
     * @throws DatabaseException if the database cannot be reached
     */
    public static HikariDataSource open(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new DatabaseException("opening the database", cause);
            }
            throw e;
        }
    }
}
