package xcflow.runner.project;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.process.Strays;
import xcflow.storage.Home;
import xcflow.storage.Scratch;

/**
 * What executions of dead processes left on this machine: scratch directories, and commands that
 * still run in them. An execution whose process is gone can be taken over only after its command
 * has ended; otherwise the same work would be done twice at once.
 */
final class Leftovers {

    /** An execution's scratch directory, such as {@code x12-4711}. */
    private static final Pattern DIRECTORY = Pattern.compile("x(\\d{1,18})-.*");

    private final Home home;
    private final RunLedger ledger;

    Leftovers(Home home, RunLedger ledger) {
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
        Strays.end(orphaned);
        for (Path directory : orphaned) {
            Scratch.delete(directory);
        }
    }

    private boolean orphaned(Path directory) {
        Matcher name = DIRECTORY.matcher(directory.getFileName().toString());
        return name.matches()
                && ledger.execution(Long.parseLong(name.group(1)))
                        .flatMap(execution -> ledger.worker(execution.worker()))
                        .filter(worker -> !Project.living(worker))
                        .isPresent();
    }
}
