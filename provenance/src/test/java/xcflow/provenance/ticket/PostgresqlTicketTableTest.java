package xcflow.provenance.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.postgresql.PostgresqlServer;

@PostgresqlServer.Needed
class PostgresqlTicketTableTest extends TicketTableTest {
    @Override
    protected LedgerDatabase database() throws SQLException {
        return PostgresqlServer.ofEnvironment().newDatabase().open();
    }

    @Test
    void whatIsAnnouncedIsHeardAndAListenerBeginsWithAnEmptyWord() throws Exception {
        try (LedgerDatabase database = database()) {
            LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
            try (Closeable listening = database.listen("ended", heard::add).orElseThrow()) {
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEmpty();
                database.announce("tickets");
                database.announce("ended 1 2");
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("ended 1 2");
            }
        }
    }
}
