package xcflow.provenance.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.event.Recording;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.ArtefactRows;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Result;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.RunQueries;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.storage.LedgerDatabase;

/** The ledger in the database. */
public final class SqlRunLedger implements RunLedger {
    private final LedgerDatabase database;
    private final EventLog events;
    private final ReferenceDescriptions references;
    private final OpenExecutions open = new OpenExecutions();

    /**
     * @param references describes functionals that are known by name
     */
    public SqlRunLedger(
            LedgerDatabase database, EventLog events, ReferenceDescriptions references) {
        this.database = database;
        this.events = events;
        this.references = references;
    }

    private void record(Consumer<Recording> work) {
        events.record(
                recording -> {
                    work.accept(recording);
                    return null;
                });
    }

    @Override
    public Run submit(NewRun run) {
        return events.recordDurably(recording -> Submissions.submit(recording, run));
    }

    @Override
    public void addInstances(long run, List<NewInstance> instances) {
        record(recording -> Submissions.addInstances(recording, run, instances));
    }

    @Override
    public void ready(long run, Collection<Integer> instances) {
        record(recording -> Submissions.ready(recording, run, instances));
    }

    @Override
    public String conductor(long run) {
        return database.read(sql -> RunQueries.conductor(sql, run));
    }

    @Override
    public void expect(long run, Map<Integer, String> cacheKeys) {
        database.atomically(sql -> Submissions.expect(sql, run, cacheKeys));
    }

    @Override
    public void wrote(Map<Long, String> texts, Set<Long> ended) {
        new LiveLogs(database).put(texts, ended);
    }

    @Override
    public void checkpoint(String cacheKey, String digest) {
        database.atomically(sql -> NotedCheckpoints.note(sql, cacheKey, digest));
    }

    @Override
    public Set<String> checkpoints(String cacheKey) {
        return database.read(sql -> NotedCheckpoints.of(sql, cacheKey));
    }

    @Override
    public void forgetCheckpoint(String cacheKey) {
        database.atomically(sql -> NotedCheckpoints.forget(sql, cacheKey));
    }

    @Override
    public Optional<String> finding(long run, String about) {
        return database.read(sql -> RunFindings.find(sql, run, about));
    }

    @Override
    public String found(long run, String about, String answer) {
        return events.record(recording -> RunFindings.record(recording, run, about, answer));
    }

    @Override
    public Worker register(Worker worker) {
        return events.record(recording -> Claims.register(recording, worker));
    }

    @Override
    public List<Claim> claimAll(List<Work> works, Worker worker, Duration lease) {
        if (works.isEmpty()) {
            return List.of();
        }
        List<Claims.Taken> taken =
                events.recordBesideOthers(
                                recording -> Claims.claimAll(recording, works, worker, lease, open))
                        .get();
        taken.forEach(each -> open.add(each.opened()));
        return taken.stream().map(Claims.Taken::claim).toList();
    }

    @Override
    public List<Claim> heartbeat(Collection<Progress> claims, Duration lease) {
        return database.atomically(sql -> HeldClaims.heartbeat(sql, events.now(), claims, lease));
    }

    @Override
    public List<Claim> completeAll(Map<Claim, Completion> completions) {
        List<Claim> recorded =
                events.recordBesideOthers(
                        recording ->
                                Completions.completeAll(recording, completions, references, open));
        recorded.forEach(claim -> open.remove(claim.execution()));
        return recorded;
    }

    @Override
    public boolean fail(Claim claim, Failure failure) {
        open.remove(claim.execution());
        return events.recordBesideOthers(recording -> HeldClaims.fail(recording, claim, failure));
    }

    @Override
    public boolean release(Claim claim, InstanceState state, String reason) {
        open.remove(claim.execution());
        return events.recordBesideOthers(
                recording -> HeldClaims.release(recording, claim, state, reason));
    }

    @Override
    public int cached(long run, List<Hit> hits) {
        return events.recordBesideOthers(recording -> Completions.cached(recording, run, hits));
    }

    @Override
    public void sync() {
        database.sync();
    }

    @Override
    public int settle(long run, List<Settlement> settlements) {
        return events.recordBesideOthers(
                recording -> Completions.settle(recording, run, settlements));
    }

    @Override
    public int judge(long run, List<Judgement> judgements) {
        return events.record(recording -> Judgements.record(recording, run, judgements));
    }

    @Override
    public Map<String, Cached> lookup(Collection<String> cacheKeys) {
        return database.read(sql -> RunQueries.lookup(sql, cacheKeys));
    }

    @Override
    public Map<String, Cached> lookupAsBefore(long run) {
        return database.read(sql -> RunQueries.lookupAsBefore(sql, run));
    }

    @Override
    public List<Execution> earlier(String task, String workflow, String step, int limit) {
        return database.read(sql -> RunQueries.earlier(sql, task, workflow, step, limit));
    }

    @Override
    public Recalled recall(String digest, String file) {
        return events.recordDurably(recording -> Recall.of(recording, digest, file));
    }

    @Override
    public Set<String> notRecalled(Set<String> files) {
        return database.read(sql -> Recall.unknown(sql, files));
    }

    @Override
    public void disqualify(long execution, String reason) {
        record(recording -> Completions.disqualify(recording, execution, reason));
    }

    @Override
    public void requestCancel(long run) {
        database.read(sql -> Submissions.requestCancel(sql, run, events.now()));
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
        record(recording -> Submissions.reopen(recording, run));
    }

    @Override
    public List<Worker> leaseHolders() {
        return database.read(RunQueries::leaseHolders);
    }

    @Override
    public int expire(long worker) {
        return database.read(sql -> HeldClaims.expire(sql, worker));
    }

    @Override
    public Optional<Run> run(long id) {
        return database.read(sql -> RunQueries.run(sql, id));
    }

    @Override
    public List<Run> runs(int offset, int limit) {
        return database.read(sql -> RunQueries.runs(sql, offset, limit));
    }

    @Override
    public Optional<String> workflowText(String digest) {
        return database.read(sql -> RunQueries.workflowText(sql, digest));
    }

    @Override
    public List<Instance> instances(long run) {
        return database.read(sql -> RunQueries.instances(sql, run));
    }

    @Override
    public Optional<Instance> instance(long run, int number) {
        return database.read(sql -> RunQueries.instance(sql, run, number));
    }

    @Override
    public List<Instance> instances(long run, Collection<Integer> numbers) {
        return database.read(sql -> RunQueries.instances(sql, run, numbers));
    }

    @Override
    public Standing standing(long run, Collection<Integer> numbers) {
        return database.read(sql -> Standing.of(sql, run, numbers));
    }

    @Override
    public Map<Integer, Result> results(long run, Collection<Integer> instances) {
        return database.read(sql -> Result.of(sql, run, instances));
    }

    @Override
    public boolean cancelRequested(long run) {
        String query = "select 1 from runs where id = ? and cancel_requested is not null";
        return database.read(sql -> sql.first(query, row -> true, run)).isPresent();
    }

    @Override
    public Instant now() {
        return events.now();
    }

    @Override
    public List<Instance> instances(long run, InstanceState state, int limit) {
        return database.read(sql -> RunQueries.instances(sql, run, state, limit));
    }

    @Override
    public List<Instance> claimable(long run, Instant now, int limit) {
        return database.read(sql -> RunQueries.claimable(sql, run, now, limit));
    }

    @Override
    public Optional<Instant> nextRetry(long run) {
        return database.read(sql -> RunQueries.nextRetry(sql, run));
    }

    @Override
    public Map<Integer, String> outputs(long run, Collection<Integer> instances) {
        return database.read(sql -> RunQueries.outputs(sql, run, instances));
    }

    @Override
    public Map<Integer, List<Warning>> warnings(long run) {
        return database.read(sql -> RunQueries.warnings(sql, run));
    }

    @Override
    public Optional<Execution> execution(long id) {
        return database.read(sql -> RunQueries.execution(sql, id));
    }

    @Override
    public List<Execution> executions(Collection<Long> ids) {
        return database.read(sql -> RunQueries.executions(sql, ids));
    }

    @Override
    public List<Execution> executions(long run, int instance) {
        return database.read(sql -> RunQueries.executions(sql, run, instance));
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
        return database.read(sql -> RunQueries.artefacts(sql, List.of(execution), direction))
                .getOrDefault(execution, List.of());
    }

    @Override
    public Optional<Worker> worker(long id) {
        return database.read(sql -> RunQueries.worker(sql, id));
    }
}
