package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.InstanceState;

/**
 * What those who execute instances ask of the {@link RunLedger} and record in it. They need not
 * reach its database themselves.
 */
public interface WorkerLedger {

    /** Records this process, once at its start; gives it an id. The id passed in is ignored. */
    Worker register(Worker worker);

    /**
     * Takes an instance: succeeds when it is {@code WAITING} or {@code READY} and its {@code
     * notBefore} has passed, or {@code RUNNING} with an expired lease (whose execution becomes
     * {@code LOST}), and the work carries the token of the run's conductor and the cache key that
     * was noted, if one was. Of several callers exactly one succeeds. Opens an execution and raises
     * the attempt number.
     *
     * @return empty if someone else was faster or there is nothing to take
     */
    default Optional<Claim> claim(Work work, Worker worker, Duration lease) {
        return claimAll(List.of(work), worker, lease).stream().findFirst();
    }

    /**
     * As {@link #claim} for several instances in one transaction; those that cannot be taken are
     * left out of the result.
     */
    List<Claim> claimAll(List<Work> works, Worker worker, Duration lease);

    /**
     * Extends the leases of claims and stores their progress.
     *
     * @return the claims that are lost: another worker took over, or the instance was settled.
     *     Their executions should be stopped, their results cannot be recorded any more
     */
    List<Claim> heartbeat(Collection<Progress> claims, Duration lease);

    /** Progress of a claim; the fraction is NaN when it is not known. */
    record Progress(Claim claim, double fraction, String message) {}

    /**
     * Records the success of a claim: outputs, artefacts, functional versions, metrics, log, the
     * execution's and the instance's state and the event, in one transaction that is guarded by the
     * attempt number.
     *
     * @return false, with nothing written, if the claim is lost
     */
    default boolean complete(Claim claim, Completion completion) {
        return completeAll(Map.of(claim, completion)).contains(claim);
    }

    /**
     * As {@link #complete} for several claims in one transaction.
     *
     * @return the claims that were recorded; the others are lost
     */
    List<Claim> completeAll(Map<Claim, Completion> completions);

    /**
     * Records the failure of a claim. With {@code retryAt} the instance is {@code READY} again from
     * that time on, otherwise it is {@code FAILED}.
     *
     * @return false, with nothing written, if the claim is lost
     */
    boolean fail(Claim claim, Failure failure);

    /**
     * Gives a claim back: the execution is {@code CANCELLED}, and the instance either {@code READY}
     * (the process stops gracefully, the run will be resumed; the attempt does not count) or {@code
     * CANCELLED} (the user ended the run).
     *
     * @return false, with nothing written, if the claim is lost
     */
    boolean release(Claim claim, InstanceState state, String reason);

    /**
     * Tells what executions under way have written so far, and which are over ({@link LiveLogs}).
     */
    default void wrote(Map<Long, String> texts, Set<Long> ended) {}

    // Checkpoints

    /** Notes the digest of a checkpoint that is about to replace the last one of its cache key. */
    void checkpoint(String cacheKey, String digest);

    /** The digests that a checkpoint of a cache key may have: of the last two that were noted. */
    Set<String> checkpoints(String cacheKey);

    /** Forgets the checkpoint of a cache key. */
    void forgetCheckpoint(String cacheKey);

    /**
     * Says that an artefact's content turned out to be altered: executions that read or stored it,
     * and those that used what they made, must not answer lookups any more. Saying it again of the
     * same file changes nothing that was computed since with other files.
     *
     * @param digest that the content should have
     * @param file name under which the altered content was put aside
     */
    Recalled recall(String digest, String file);

    /** Those of the files that were put aside of which {@link #recall} was never told. */
    Set<String> notRecalled(Set<String> files);

    /**
     * Returns after everything recorded so far is on the disk. Callers at the same time share it.
     */
    void sync();

    // Reading

    /** A run. */
    Optional<Run> run(long id);

    /** Whether somebody asked to cancel a run. */
    boolean cancelRequested(long run);

    /** The present time, by the only clock that counts for leases and retries. */
    Instant now();
}
