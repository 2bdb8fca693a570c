package xcflow.provenance.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.LaterQueries;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Result;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.storage.Sql;

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
public interface RunLedger extends WorkerLedger {

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

    // Results without an execution

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

    /**
     * Where some of a run's instances stand.
     *
     * @param instances in the order of their numbers
     * @param results of those that have one
     */
    record Standing(List<Instance> instances, Map<Integer, Result> results) {

        static Standing of(Sql sql, long run, Collection<Integer> numbers) {
            Sql.Later<List<Instance>> instances = LaterQueries.instances(sql, run, numbers);
            Map<Integer, Result> results = Result.of(sql, run, numbers);
            return new Standing(instances.get(), results);
        }
    }

    /** As {@link #instances(long, Collection)} and {@link #results}, asked at once. */
    Standing standing(long run, Collection<Integer> numbers);

    /** What those among the instances gave that have a result. */
    Map<Integer, Result> results(long run, Collection<Integer> instances);

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

    /** Those of the executions that there are, in the order of their numbers. */
    List<Execution> executions(Collection<Long> ids);

    /** Attempts of an instance in their order; those of a cached instance are the one it uses. */
    List<Execution> executions(long run, int instance);

    /** What an execution read. */
    List<ArtefactRef> inputArtefacts(long execution);

    /** What an execution stored. */
    List<ArtefactRef> outputArtefacts(long execution);

    /** A worker by its id. */
    Optional<Worker> worker(long id);
}
