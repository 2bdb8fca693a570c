package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.Recalled;
import xcflow.provenance.run.WorkerLedger;
import xcflow.storage.ObjectStore;

/**
 * Altered files that were put aside. Whoever reads an artefact puts it aside if it was altered, but
 * not everybody who reads can write to the ledger; so those who serve results look here first.
 */
public record QuarantinedArtefacts(ObjectStore objects, WorkerLedger ledger) {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantinedArtefacts.class);
    private static final int DIGEST = 64;

    /** Tells the ledger, and the user, of all files of which the ledger does not know yet. */
    public List<Recalled> settle() {
        List<Recalled> recalled = new ArrayList<>();
        for (String file : unknown()) {
            Recalled one = ledger.recall(file.substring(0, DIGEST), file);
            LOG.warn("{}", one.text());
            recalled.add(one);
        }
        return recalled;
    }

    private Set<String> unknown() {
        Set<String> files = new TreeSet<>();
        try {
            for (Path file : objects.quarantined()) {
                String name = file.getFileName().toString();
                if (name.length() >= DIGEST && ObjectStore.names(name.substring(0, DIGEST))) {
                    files.add(name);
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot look into the quarantine: {}", e.toString());
        }
        return files.isEmpty() ? files : ledger.notRecalled(files);
    }
}
