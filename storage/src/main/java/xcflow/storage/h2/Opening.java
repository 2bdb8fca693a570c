package xcflow.storage.h2;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Schema;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.jdbc.Tables;
import xcflow.storage.jdbc.Transactions;

/** Opens database files, and sees to it that they have the tables of this version. */
final class Opening {
    /** How long a process waits for another that is bringing the tables up to date. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(20);

    private Opening() {}

    static LedgerDatabase open(Path path, Schema schema, HikariConfig config) throws IOException {
        EmbeddedSource source = new EmbeddedSource(path, new LawfulViews(schema));
        if (H2Engine.file(path).toFile().length() == 0) {
            // The usual case of a first start: nothing has to be opened twice.
            source.renew(source.renewal(schema));
        }
        config.setDataSource(source);
        LedgerDatabase database = null;
        try {
            database =
                    new H2Database(
                            config,
                            source,
                            user -> source.getConnection(user, ""),
                            path.resolveSibling("locks"));
            database.migrate(schema);
            return database;
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            throw UnusableDatabaseException.in(e)
                    .<RuntimeException>map(unusable -> unusable)
                    .orElse(e);
        }
    }

    /**
     * Makes the file anew with the tables of a schema.
     *
     * @param pool gives connections of the source
     */
    static void renew(EmbeddedSource source, DataSource pool, Schema schema) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Renewal renewal = source.renewal(schema);
        try {
            while (!source.renew(renewal)) {
                // Perhaps the process that has the file open is doing the same.
                if (Tables.installed(pool, schema) == schema.version()) {
                    return;
                } else if (System.nanoTime() > end) {
                    throw new UnusableDatabaseException(
                            "another xcflow process, of a different version, is using this project; wait until it has ended ("
                                    + source
                                    + ")");
                }
                Transactions.pause(SHORT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
