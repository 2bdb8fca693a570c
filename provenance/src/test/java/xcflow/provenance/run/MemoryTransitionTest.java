package xcflow.provenance.run;

import java.nio.file.Path;
import xcflow.storage.LedgerDatabase;

class MemoryTransitionTest extends TransitionContract {
    @Override
    LedgerDatabase database(Path directory) {
        return LedgerDatabase.inMemory();
    }
}
