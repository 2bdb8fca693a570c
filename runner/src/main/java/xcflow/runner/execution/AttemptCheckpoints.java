package xcflow.runner.execution;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.WorkerLedger;
import xcflow.spi.TaskContext;
import xcflow.storage.files.Checkpoints;

/**
 * The checkpoint of one execution's cache key. A result must not depend on whether there was one:
 * one that is not just what the same code saved, and the ledger noted, is ignored.
 */
final class AttemptCheckpoints {
    private final Checkpoints files;
    private final WorkerLedger ledger;
    private final String cacheKey;
    private final String identity;

    AttemptCheckpoints(Checkpoints files, WorkerLedger ledger, Work work) {
        this.files = files;
        this.ledger = ledger;
        this.cacheKey = work.cacheKey();
        this.identity = work.task() + " " + work.taskVersion() + " " + work.codeDigest();
    }

    void save(TaskContext.Content content) throws IOException {
        files.save(
                cacheKey,
                identity,
                content::writeTo,
                digest -> ledger.checkpoint(cacheKey, digest));
    }

    /** The last checkpoint, if there is one that can be trusted; tells the context of others. */
    Optional<InputStream> load(TaskContext context) throws IOException {
        if (!files.exists(cacheKey)) {
            return Optional.empty();
        }
        Set<String> noted = ledger.checkpoints(cacheKey);
        Checkpoints.Found found = files.load(cacheKey, identity, noted::contains);
        if (!found.refused().isEmpty()) {
            context.warn(
                    "checkpoint-ignored",
                    "The checkpoint of an earlier attempt was ignored, and the work started from the beginning: "
                            + found.refused()
                            + ".");
        } else {
            context.log().info("continuing from checkpoint {}", found.digest());
        }
        return found.content();
    }

    /** Deletes it, but not before the loss of power cannot make it needed again. */
    void forget() throws IOException {
        if (files.exists(cacheKey)) {
            ledger.sync();
            files.delete(cacheKey);
            ledger.forgetCheckpoint(cacheKey);
        }
    }
}
