package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.functional.References;
import xcflow.storage.Database;

/** The ledger in the database. */
public final class JdbiRunLedger implements RunLedger {
    private final Database database;
    private final EventLog events;
    private final Jdbi jdbi;
    private final References references;

    /**
     * @param references describes functionals that are known by name
     */
    public JdbiRunLedger(Database database, EventLog events, References references) {
        this.database = database;
        this.events = events;
        this.references = references;
        this.jdbi = database.jdbi();
    }

    @Override
    public Run submit(NewRun run) {
        return events.recordDurably(recording -> Submissions.submit(recording, run));
    }

    @Override
    public void addInstances(long run, List<NewInstance> instances) {
        events.record(
                recording -> {
                    Submissions.addInstances(recording, run, instances);
                    return null;
                });
    }

    @Override
    public void ready(long run, Collection<Integer> instances) {
        events.record(
                recording -> {
                    Submissions.ready(recording, run, instances);
                    return null;
                });
    }

    @Override
    public Worker register(Worker worker) {
        return events.record(recording -> Claims.register(recording, worker));
    }

    @Override
    public List<Claim> claimAll(List<Work> works, Worker worker, Duration lease) {
        return works.isEmpty()
                ? List.of()
                : events.record(recording -> Claims.claimAll(recording, works, worker, lease));
    }

    @Override
    public List<Claim> heartbeat(Collection<Progress> claims, Duration lease) {
        return database.transaction(
                handle -> Claims.heartbeat(handle, events.now(), claims, lease));
    }

    @Override
    public List<Claim> completeAll(Map<Claim, Completion> completions) {
        return events.record(
                recording -> Completions.completeAll(recording, completions, references));
    }

    @Override
    public boolean fail(Claim claim, Failure failure) {
        return events.record(recording -> Claims.fail(recording, claim, failure));
    }

    @Override
    public boolean release(Claim claim, InstanceState state, String reason) {
        return events.record(recording -> Claims.release(recording, claim, state, reason));
    }

    @Override
    public int cached(long run, List<Hit> hits) {
        return events.record(recording -> Completions.cached(recording, run, hits));
    }

    @Override
    public void sync() {
        database.sync();
    }

    @Override
    public int settle(long run, List<Settlement> settlements) {
        return events.record(recording -> Completions.settle(recording, run, settlements));
    }

    @Override
    public Map<String, Cached> lookup(Collection<String> cacheKeys) {
        return jdbi.withHandle(handle -> RunQueries.lookup(handle, cacheKeys));
    }

    @Override
    public Map<String, Cached> lookupAsBefore(long run) {
        return jdbi.withHandle(handle -> RunQueries.lookupAsBefore(handle, run));
    }

    @Override
    public List<Execution> earlier(String task, String workflow, String step, int limit) {
        return jdbi.withHandle(handle -> RunQueries.earlier(handle, task, workflow, step, limit));
    }

    @Override
    public void disqualify(long execution, String reason) {
        events.record(
                recording -> {
                    Completions.disqualify(recording, execution, reason);
                    return null;
                });
    }

    @Override
    public void requestCancel(long run) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "update runs set cancel_requested = ? where id = ?"
                                        + " and state = 'RUNNING' and cancel_requested is null",
                                events.now(),
                                run));
    }

    @Override
    public void finish(long run, RunState state, String outputs, String message) {
        events.recordDurably(
                recording -> {
                    Submissions.finish(recording, run, state, outputs, message);
                    return null;
                });
    }

    @Override
    public void reopen(long run) {
        events.record(
                recording -> {
                    Submissions.reopen(recording, run);
                    return null;
                });
    }

    @Override
    public List<Worker> leaseHolders() {
        return jdbi.withHandle(RunQueries::leaseHolders);
    }

    @Override
    public int expire(long worker) {
        return jdbi.withHandle(handle -> Claims.expire(handle, worker));
    }

    @Override
    public Optional<Run> run(long id) {
        return jdbi.withHandle(handle -> RunQueries.run(handle, id));
    }

    @Override
    public List<Run> runs(int offset, int limit) {
        return jdbi.withHandle(handle -> RunQueries.runs(handle, offset, limit));
    }

    @Override
    public Optional<String> workflowText(String digest) {
        return jdbi.withHandle(handle -> RunQueries.workflowText(handle, digest));
    }

    @Override
    public List<Instance> instances(long run) {
        return jdbi.withHandle(handle -> RunQueries.instances(handle, run));
    }

    @Override
    public Optional<Instance> instance(long run, int number) {
        return jdbi.withHandle(handle -> RunQueries.instance(handle, run, number));
    }

    @Override
    public List<Instance> instances(long run, InstanceState state, int limit) {
        return jdbi.withHandle(handle -> RunQueries.instances(handle, run, state, limit));
    }

    @Override
    public List<Instance> claimable(long run, Instant now, int limit) {
        return jdbi.withHandle(handle -> RunQueries.claimable(handle, run, now, limit));
    }

    @Override
    public Optional<Instant> nextRetry(long run) {
        return jdbi.withHandle(handle -> RunQueries.nextRetry(handle, run));
    }

    @Override
    public Map<Integer, String> outputs(long run, Collection<Integer> instances) {
        return jdbi.withHandle(handle -> RunQueries.outputs(handle, run, instances));
    }

    @Override
    public Optional<Execution> execution(long id) {
        return jdbi.withHandle(handle -> RunQueries.execution(handle, id));
    }

    @Override
    public List<Execution> executions(long run, int instance) {
        return jdbi.withHandle(handle -> RunQueries.executions(handle, run, instance));
    }

    @Override
    public List<ArtefactRef> inputArtefacts(long execution) {
        return artefacts(execution, ArtefactRows.IN);
    }

    @Override
    public List<ArtefactRef> outputArtefacts(long execution) {
        return artefacts(execution, ArtefactRows.OUT);
    }

    private List<ArtefactRef> artefacts(long execution, String direction) {
        return jdbi.withHandle(
                        handle -> RunQueries.artefacts(handle, List.of(execution), direction))
                .getOrDefault(execution, List.of());
    }

    @Override
    public Optional<Worker> worker(long id) {
        return jdbi.withHandle(handle -> RunQueries.worker(handle, id));
    }
}
