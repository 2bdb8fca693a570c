package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.provenance.Provenance;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.h2.H2Database;

class LiveLogsTest {
    @Test
    void theLastWordIsKeptUntilTheExecutionEnds() {
        try (LedgerDatabase database = H2Database.inMemory()) {
            database.migrate(Provenance.schema());
            LiveLogs logs = new LiveLogs(database);
            logs.put(Map.of(1L, "begun", 2L, "other"), List.of());
            logs.put(Map.of(1L, "begun, and half done"), List.of());
            assertThat(logs.of(1)).contains("begun, and half done");
            logs.put(Map.of(), List.of(1L));
            assertThat(logs.of(1)).isEmpty();
            assertThat(logs.of(2)).contains("other");
        }
    }
}
