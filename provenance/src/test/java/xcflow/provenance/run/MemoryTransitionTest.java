package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.Database;

class MemoryTransitionTest extends TransitionContract {
    @Override
    Database database(Path directory) {
        return Database.inMemory();
    }
}
