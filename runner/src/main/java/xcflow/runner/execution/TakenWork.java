package xcflow.runner.execution;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.WorkerLedger;
import xcflow.provenance.ticket.TicketSource;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Executes tickets of others that this process takes, where nobody tells it of new ones. It sends
 * none itself.
 */
public final class TakenWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TakenWork.class);
    private static final Duration CANCEL_PAUSE = Duration.ofSeconds(5);

    private final LocalExecution local;
    private final TicketTaker taker;
    private final CancelRequests cancelRequests;

    public TakenWork(
            WorkerLedger ledger,
            TicketSource tickets,
            TaskCatalog tasks,
            Supplier<Executor> executors,
            Workplace workplace) {
        local = new LocalExecution(executors, workplace.threads() + TicketTaker.AHEAD, 1);
        taker = new TicketTaker(tickets, tasks, local, workplace, new Quiet());
        cancelRequests = new CancelRequests(ledger, local, CANCEL_PAUSE);
    }

    /** Begins to take tickets. */
    public void take() {
        local.prepare();
        cancelRequests.watch();
        taker.start();
    }

    /** As {@link ExecutionBackend#idle}. */
    public Duration idle() {
        return local.idle();
    }

    /** As {@link ExecutionBackend#executed}. */
    public int executed() {
        return local.executed();
    }

    /** How many tickets wait for a thread or are executed. */
    public int underWay() {
        return local.running().size();
    }

    /** As {@link ExecutionBackend#takeNoMore}. */
    public void takeNoMore() {
        taker.leave();
    }

    /** As {@link ExecutionBackend#leave}. */
    public void leave() {
        taker.leave();
        local.leave();
    }

    @Override
    public void close() {
        taker.leave();
        cancelRequests.close();
        local.close();
    }

    /** Nobody here waits for the ends: they are in the ledger. */
    private static final class Quiet implements TaskListener {
        @Override
        public void progress(Ticket ticket, double fraction, String message) {}

        @Override
        public void ended(Ticket ticket, Outcome outcome) {}

        @Override
        public void broken(Ticket ticket, Throwable error) {
            LOG.error("run {}: {}", ticket.work().run(), error.getMessage());
            LOG.debug("a ticket", error);
        }
    }
}
