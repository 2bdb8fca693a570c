package xcflow.provenance.run;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.LedgerDatabase;

/** Part of the build where a PostgreSQL server is installed. */
@Tag("postgresql")
class PostgresTransitionTest extends TransitionContract {
    @TempDir static Path cluster;
    private static PostgresCluster server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresCluster.start(cluster);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    LedgerDatabase database(Path directory) throws Exception {
        return LedgerDatabase.server(server.newDatabase(), "postgres", "");
    }
}
