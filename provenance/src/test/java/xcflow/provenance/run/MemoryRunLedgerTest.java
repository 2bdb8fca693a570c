package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.h2.H2Database;

class MemoryRunLedgerTest extends RunLedgerContract {
    @Override
    LedgerDatabase database(Path directory) {
        return H2Database.inMemory();
    }
}
