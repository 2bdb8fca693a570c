package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.postgresql.PostgresqlServer;

@PostgresqlServer.Needed
class PostgresqlRunLedgerTest extends RunLedgerContract {

    @Override
    LedgerDatabase database(Path directory) throws Exception {
        return PostgresqlServer.ofEnvironment().newDatabase().open();
    }
}
