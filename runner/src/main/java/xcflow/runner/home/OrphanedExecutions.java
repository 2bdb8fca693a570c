package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.process.StrayProcesses;
import xcflow.storage.files.Scratch;
import xcflow.storage.home.Home;

/**
 * What executions of dead processes left on this machine: scratch directories, and commands that
 * still run in them. An execution whose process is gone can be taken over only after its command
 * has ended; otherwise the same work would be done twice at once.
 */
final class OrphanedExecutions {
    private final Home home;
    private final RunLedger ledger;

    OrphanedExecutions(Home home, RunLedger ledger) {
        this.home = home;
        this.ledger = ledger;
    }

    /** Ends the commands and deletes the directories of executions whose process is gone. */
    void clear() throws IOException {
        List<Path> orphaned = new ArrayList<>();
        for (Path directory : home.scratch().stale(Duration.ZERO)) {
            if (orphaned(directory)) {
                orphaned.add(directory);
            }
        }
        StrayProcesses.end(orphaned);
        for (Path directory : orphaned) {
            Scratch.delete(directory);
        }
    }

    private boolean orphaned(Path directory) {
        OptionalLong id = Scratch.execution(directory);
        return id.isPresent()
                && ledger.execution(id.getAsLong())
                        .flatMap(execution -> ledger.worker(execution.worker()))
                        .filter(worker -> !Project.isAlive(worker))
                        .isPresent();
    }
}
