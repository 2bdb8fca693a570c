package xcflow.runner.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.Provenance;
import xcflow.provenance.block.Presence;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.Recalled;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.WorkerLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.ticket.Room;
import xcflow.provenance.ticket.WaitingTicket;

/** Answers from the records of a project. */
record ProjectDesk(Provenance provenance) implements Desk {

    private RunLedger ledger() {
        return provenance.runs();
    }

    @Override
    public String project() {
        return provenance.tickets().project();
    }

    @Override
    public Worker register(Worker worker) {
        return ledger().register(worker);
    }

    @Override
    public List<Claim> claimAll(List<Work> works, Worker worker, Duration lease) {
        return ledger().claimAll(works, worker, lease);
    }

    @Override
    public List<Claim> heartbeat(Collection<WorkerLedger.Progress> claims, Duration lease) {
        return ledger().heartbeat(claims, lease);
    }

    @Override
    public boolean complete(Claim claim, Completion completion) {
        return ledger().complete(claim, completion);
    }

    @Override
    public boolean fail(Claim claim, Failure failure) {
        return ledger().fail(claim, failure);
    }

    @Override
    public boolean release(Claim claim, InstanceState state, String reason) {
        return ledger().release(claim, state, reason);
    }

    @Override
    public void wrote(Map<Long, String> texts, Set<Long> ended) {
        ledger().wrote(texts, ended);
    }

    @Override
    public void checkpoint(String cacheKey, String digest) {
        ledger().checkpoint(cacheKey, digest);
    }

    @Override
    public Set<String> checkpoints(String cacheKey) {
        return ledger().checkpoints(cacheKey);
    }

    @Override
    public void forgetCheckpoint(String cacheKey) {
        ledger().forgetCheckpoint(cacheKey);
    }

    @Override
    public Recalled recall(String digest, String file) {
        return ledger().recall(digest, file);
    }

    @Override
    public Set<String> notRecalled(Set<String> files) {
        return ledger().notRecalled(files);
    }

    @Override
    public void sync() {
        ledger().sync();
    }

    @Override
    public Optional<Run> run(long id) {
        return ledger().run(id);
    }

    @Override
    public boolean cancelRequested(long run) {
        return ledger().cancelRequested(run);
    }

    @Override
    public List<WaitingTicket> take(Room room, Collection<WaitingTicket.Code> without, int most) {
        return provenance.tickets().take(room, without, most);
    }

    @Override
    public void refuse(WaitingTicket ticket, String reason) {
        provenance.tickets().refuse(ticket, reason);
    }

    @Override
    public Instant now() {
        return provenance.blocks().now();
    }

    @Override
    public void present(Presence presence) {
        provenance.blocks().present(presence);
    }

    @Override
    public void absent(Presence presence) {
        provenance.blocks().absent(presence);
    }
}
