package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.Execution;
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
        Map<Long, Path> directories = new LinkedHashMap<>();
        for (Path directory : home.scratch().stale(Duration.ZERO)) {
            Scratch.execution(directory).ifPresent(id -> directories.put(id, directory));
        }
        if (directories.isEmpty()) {
            return;
        }
        Map<Long, Boolean> dead = new HashMap<>();
        List<Path> orphaned = new ArrayList<>();
        for (Execution execution : ledger.executions(directories.keySet())) {
            if (dead.computeIfAbsent(execution.worker(), this::dead)) {
                orphaned.add(directories.get(execution.id()));
            }
        }
        StrayProcesses.end(orphaned);
        for (Path directory : orphaned) {
            Scratch.delete(directory);
        }
    }

    private boolean dead(long worker) {
        return ledger.worker(worker).filter(known -> !Project.isAlive(known)).isPresent();
    }
}
