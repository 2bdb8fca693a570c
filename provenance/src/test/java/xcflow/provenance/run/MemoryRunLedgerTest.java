package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.Database;

class MemoryRunLedgerTest extends RunLedgerContract {
    @Override
    Database database(Path directory) {
        return Database.inMemory();
    }
}
