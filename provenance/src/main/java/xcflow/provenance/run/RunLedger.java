package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Result;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/**
 * The only truth about runs. A runner keeps nothing that it could not read here again; any number
 * of processes may use the same ledger.
 *
 * <p>Every method is one transaction: it happens whole or not at all. Methods that record a result
 * return after it is committed: the death of the process cannot undo it, and nothing that is
 * recorded later can be on the disk without it. The loss of power can undo it until {@link #sync}
 * has returned, after which success may be reported. {@link #submit} and {@link #finish} sync
 * themselves. The loss of any other record costs nothing but a repetition. What is recorded for
 * good is sealed by an entry of the event log in the same transaction. Thread-safe. JSON is passed
 * as text.
 */
public interface RunLedger {

    // Submission

    /** Records the workflow if its text is new, and a run of it in state {@code RUNNING}. */
    Run submit(NewRun run);

    /**
     * Adds instances in state {@code WAITING}. Adding numbers again that exist with the same step
     * and labels does nothing, so a plan can be made again after a crash.
     *
     * @throws IllegalStateException if a number exists with another step or labels
     */
    void addInstances(long run, List<NewInstance> instances);

    /**
     * Puts waiting instances into state {@code READY}. Those in any other state stay as they are.
     */
    void ready(long run, Collection<Integer> instances);

    /**
     * The token that tickets of a run carry (see {@link Work#conductor}). It is drawn when the run
     * is submitted and anew whenever it is reopened: work that was asked for before, or for a run
     * of another project with the same number, cannot be claimed.
     */
    String conductor(long run);

    /**
     * Notes the cache keys that tickets for instances carry. Where they are noted, work with
     * another key cannot be claimed.
     */
    void expect(long run, Map<Integer, String> cacheKeys);

    // Execution

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
     * Records cache hits: the instances become {@code CACHED} and point to the earlier executions.
     * Meant for batches of hundreds or thousands. Instances that are not {@code WAITING} or {@code
     * READY} stay as they are.
     *
     * @return number of instances recorded
     */
    int cached(long run, List<Hit> hits);

    /**
     * Ends instances that are {@code WAITING} or {@code READY}; others stay as they are.
     *
     * @return number of instances changed
     */
    int settle(long run, List<Settlement> settlements);

    /**
     * Records what the run makes of results that it has: an instance in state {@code SUCCEEDED} or
     * {@code CACHED} becomes {@code FAILED} or gets warnings of its own; others stay as they are.
     *
     * @return number of instances changed
     */
    int judge(long run, List<Judgement> judgements);

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

    // Cache

    /**
     * The latest usable execution for each key that has one. Usable: succeeded, reusable, and none
     * of its artefacts known to be missing.
     */
    Map<String, Cached> lookup(Collection<String> cacheKeys);

    /**
     * The latest usable execution for each key that the newest earlier run of the same workflow
     * used: most likely what this run will ask for, in one query.
     */
    Map<String, Cached> lookupAsBefore(long run);

    /**
     * Earlier successful executions of a task that may explain a cache miss: those of the same
     * workflow and step first, newest first. The key components tell what differs.
     */
    List<Execution> earlier(String task, String workflow, String step, int limit);

    /** Says that an execution must not answer lookups any more, and why. */
    void disqualify(long execution, String reason);

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

    // Durability

    /**
     * Returns after everything recorded so far is on the disk. Callers at the same time share it.
     */
    void sync();

    // The run's end

    /** Asks the process that works on the run to cancel it; it sees {@link Run#cancelRequested}. */
    void requestCancel(long run);

    /**
     * Ends a run.
     *
     * @param state any but {@code RUNNING}
     * @param outputs JSON object, or null
     * @param message why it failed, or null
     */
    void finish(long run, RunState state, String outputs, String message);

    /**
     * Prepares a run for being resumed: it is {@code RUNNING} and not asked to cancel; instances
     * without a result that are not held by a living worker are {@code WAITING} with attempt 0.
     */
    void reopen(long run);

    // Workers that died

    /** Workers that hold leases, whether expired or not. */
    List<Worker> leaseHolders();

    /**
     * Ends all leases of a worker that is known to be dead, so that its instances can be taken at
     * once.
     *
     * @return number of leases ended
     */
    int expire(long worker);

    // Reading

    Optional<Run> run(long id);

    /** Newest first. */
    List<Run> runs(int offset, int limit);

    Optional<String> workflowText(String digest);

    /** In the order of their numbers. */
    List<Instance> instances(long run);

    Optional<Instance> instance(long run, int number);

    /** What a run found when it asked about something outside of its inputs: JSON. */
    Optional<String> finding(long run, String about);

    /**
     * Records what a run found.
     *
     * @return what counts: an earlier answer, if there is one
     */
    String found(long run, String about, String answer);

    /** Some of a run's instances, in the order of their numbers. */
    List<Instance> instances(long run, Collection<Integer> numbers);

    /** What those among the instances gave that have a result. */
    Map<Integer, Result> results(long run, Collection<Integer> instances);

    /** Whether somebody asked to cancel a run. */
    boolean cancelRequested(long run);

    /** The present time, by the only clock that counts for leases and retries. */
    Instant now();

    /** Instances in the given state in the order of their numbers, at most {@code limit}. */
    List<Instance> instances(long run, InstanceState state, int limit);

    /**
     * Instances that could be claimed at the given time, in the order of their numbers: {@code
     * READY} and due, or {@code RUNNING} with an expired lease.
     */
    List<Instance> claimable(long run, Instant now, int limit);

    /** Earliest time at which an instance that waits for a retry may start. */
    Optional<Instant> nextRetry(long run);

    /** Outputs (JSON objects) of those among the instances that have a result. */
    Map<Integer, String> outputs(long run, Collection<Integer> instances);

    /**
     * Warnings of a run's instances by their numbers: those of the executions that they use, and
     * then their own. Instances without warnings are left out.
     */
    Map<Integer, List<Warning>> warnings(long run);

    Optional<Execution> execution(long id);

    /** Attempts of an instance in their order; those of a cached instance are the one it uses. */
    List<Execution> executions(long run, int instance);

    /** What an execution read. */
    List<ArtefactRef> inputArtefacts(long execution);

    /** What an execution stored. */
    List<ArtefactRef> outputArtefacts(long execution);

    /** A worker by its id. */
    Optional<Worker> worker(long id);
}
