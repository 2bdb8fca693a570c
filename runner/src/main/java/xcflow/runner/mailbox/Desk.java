package xcflow.runner.mailbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.block.Presences;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.Recalled;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.WorkerLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.ticket.TicketSource;

/**
 * All that may be asked by letter: what a worker needs of the records of a project, and nothing
 * else. Each method is one letter and its answer; no two have the same name.
 */
public interface Desk extends TicketSource, Presences {

    /** Identity of the project. */
    String project();

    /** As {@link WorkerLedger#register}. */
    Worker register(Worker worker);

    /** As {@link WorkerLedger#claimAll}. */
    List<Claim> claimAll(List<Work> works, Worker worker, Duration lease);

    /** As {@link WorkerLedger#heartbeat}. */
    List<Claim> heartbeat(Collection<WorkerLedger.Progress> claims, Duration lease);

    /** As {@link WorkerLedger#complete}. */
    boolean complete(Claim claim, Completion completion);

    /** As {@link WorkerLedger#fail}. */
    boolean fail(Claim claim, Failure failure);

    /** As {@link WorkerLedger#release}. */
    boolean release(Claim claim, InstanceState state, String reason);

    /** As {@link WorkerLedger#wrote}. */
    void wrote(Map<Long, String> texts, Set<Long> ended);

    /** As {@link WorkerLedger#checkpoint}. */
    void checkpoint(String cacheKey, String digest);

    /** As {@link WorkerLedger#checkpoints}. */
    Set<String> checkpoints(String cacheKey);

    /** As {@link WorkerLedger#forgetCheckpoint}. */
    void forgetCheckpoint(String cacheKey);

    /** As {@link WorkerLedger#recall}. */
    Recalled recall(String digest, String file);

    /** As {@link WorkerLedger#notRecalled}. */
    Set<String> notRecalled(Set<String> files);

    /** As {@link WorkerLedger#sync}. */
    void sync();

    /** As {@link WorkerLedger#run}. */
    Optional<Run> run(long id);

    /** As {@link WorkerLedger#cancelRequested}. */
    boolean cancelRequested(long run);
}
