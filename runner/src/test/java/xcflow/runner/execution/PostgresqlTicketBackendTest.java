package xcflow.runner.execution;

import java.sql.SQLException;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.postgresql.PostgresqlServer;

/** The same in a database that passes words on and skips what others have locked. */
@PostgresqlServer.Needed
class PostgresqlTicketBackendTest extends TicketBackendTest {
    @Override
    protected LedgerDatabase database() throws SQLException {
        return PostgresqlServer.ofEnvironment().newDatabase().open();
    }
}
