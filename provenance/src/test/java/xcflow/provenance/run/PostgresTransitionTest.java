package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.postgresql.PostgresqlServer;

@PostgresqlServer.Needed
class PostgresTransitionTest extends TransitionContract {

    @Override
    LedgerDatabase database(Path directory) throws Exception {
        return PostgresqlServer.ofEnvironment().newDatabase().open();
    }
}
