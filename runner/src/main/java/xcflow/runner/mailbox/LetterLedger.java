package xcflow.runner.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.Recalled;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.WorkerLedger;
import xcflow.provenance.state.InstanceState;

/** The ledger of a worker that reaches it by letters. Thread-safe. */
record LetterLedger(Desk desk) implements WorkerLedger {

    @Override
    public Worker register(Worker worker) {
        return desk.register(worker);
    }

    @Override
    public List<Claim> claimAll(List<Work> works, Worker worker, Duration lease) {
        return desk.claimAll(works, worker, lease);
    }

    @Override
    public List<Claim> heartbeat(Collection<Progress> claims, Duration lease) {
        return desk.heartbeat(claims, lease);
    }

    @Override
    public List<Claim> completeAll(Map<Claim, Completion> completions) {
        List<Claim> recorded = new ArrayList<>();
        completions.forEach(
                (claim, completion) -> {
                    if (desk.complete(claim, completion)) {
                        recorded.add(claim);
                    }
                });
        return recorded;
    }

    @Override
    public boolean fail(Claim claim, Failure failure) {
        return desk.fail(claim, failure);
    }

    @Override
    public boolean release(Claim claim, InstanceState state, String reason) {
        return desk.release(claim, state, reason);
    }

    @Override
    public void wrote(Map<Long, String> texts, Set<Long> ended) {
        desk.wrote(texts, ended);
    }

    @Override
    public void checkpoint(String cacheKey, String digest) {
        desk.checkpoint(cacheKey, digest);
    }

    @Override
    public Set<String> checkpoints(String cacheKey) {
        return desk.checkpoints(cacheKey);
    }

    @Override
    public void forgetCheckpoint(String cacheKey) {
        desk.forgetCheckpoint(cacheKey);
    }

    @Override
    public Recalled recall(String digest, String file) {
        return desk.recall(digest, file);
    }

    @Override
    public Set<String> notRecalled(Set<String> files) {
        return desk.notRecalled(files);
    }

    @Override
    public void sync() {
        desk.sync();
    }

    @Override
    public Optional<Run> run(long id) {
        return desk.run(id);
    }

    @Override
    public boolean cancelRequested(long run) {
        return desk.cancelRequested(run);
    }

    @Override
    public Instant now() {
        return desk.now();
    }
}
