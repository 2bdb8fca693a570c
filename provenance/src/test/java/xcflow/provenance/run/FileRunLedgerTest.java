package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.Database;
import xcflow.storage.Home;

class FileRunLedgerTest extends RunLedgerContract {
    @Override
    Database database(Path directory) throws Exception {
        return new Home(directory).database();
    }
}
