package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.LedgerDatabase;

class MemoryRunLedgerTest extends RunLedgerContract {
    @Override
    LedgerDatabase database(Path directory) {
        return LedgerDatabase.inMemory();
    }
}
