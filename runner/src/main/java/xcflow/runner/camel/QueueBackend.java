package xcflow.runner.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.cache.CodeDigest;
import xcflow.runner.execution.CancelRequests;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.ExecutionBackend;
import xcflow.runner.execution.LocalExecution;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.RemoteInstances;
import xcflow.runner.execution.RunningTask;
import xcflow.runner.execution.TaskListener;
import xcflow.runner.execution.Ticket;
import xcflow.runner.execution.TicketCheck;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Puts tickets into a queue that several processes share, and executes those that this process
 * takes from it. The queue need not be reliable: whoever takes a ticket claims its instance in the
 * ledger, and a ticket that got lost ends as such.
 */
final class QueueBackend implements ExecutionBackend {
    private static final Logger LOG = LoggerFactory.getLogger(QueueBackend.class);

    private final RunLedger ledger;
    private final TaskCatalog tasks;
    private final LocalExecution local;
    private final Capacity capacity;
    private final RemoteInstances remote;
    private final CancelRequests cancelRequests;
    private final CodeDigest code = new CodeDigest();
    private Consumer<Ticket> queue;

    /**
     * @param local executes what this process takes
     * @param capacity of all processes together, as far as it is known
     */
    QueueBackend(RunLedger ledger, TaskCatalog tasks, LocalExecution local, Capacity capacity) {
        this.ledger = ledger;
        this.tasks = tasks;
        this.local = local;
        this.capacity = capacity;
        this.remote = new RemoteInstances(ledger, local::has);
        this.cancelRequests = new CancelRequests(ledger, local);
    }

    /**
     * @param endpoint takes tickets on their way into the queue
     */
    void sendTo(Consumer<Ticket> endpoint) {
        queue = endpoint;
    }

    @Override
    public Capacity capacity() {
        return capacity;
    }

    @Override
    public void prepare() {
        local.prepare();
        cancelRequests.watch();
    }

    @Override
    public List<RunningTask> start(List<Ticket> tickets, TaskListener listener) {
        // Tickets that leave the process could come back altered.
        Map<Long, Map<Integer, String>> keys = new HashMap<>();
        for (Ticket ticket : tickets) {
            keys.computeIfAbsent(ticket.work().run(), run -> new HashMap<>())
                    .put(ticket.work().instance(), ticket.work().cacheKey());
        }
        keys.forEach(ledger::expect);
        List<RunningTask> started = new ArrayList<>();
        List<Integer> attempts = attempts(tickets);
        for (int i = 0; i < tickets.size(); i++) {
            started.add(remote.sent(tickets.get(i), listener, attempts.get(i)));
        }
        for (int i = 0; i < tickets.size(); i++) {
            queue.accept(tickets.get(i).after(attempts.get(i)));
        }
        return started;
    }

    private List<Integer> attempts(List<Ticket> tickets) {
        List<Integer> attempts = new ArrayList<>();
        for (Ticket ticket : tickets) {
            attempts.add(
                    ledger.instance(ticket.work().run(), ticket.work().instance())
                            .orElseThrow()
                            .attempt());
        }
        return attempts;
    }

    /** Executes a ticket that this process has taken from the queue, as soon as there is room. */
    void taken(String body) {
        Ticket ticket;
        try {
            ticket = Ticket.fromJson(body);
        } catch (RuntimeException e) {
            LOG.warn("a message that is not a ticket was taken from the queue and dropped");
            return;
        }
        String refusal = TicketCheck.refusal(ticket, tasks, code);
        String problem = refusal.isEmpty() ? TicketCheck.problem(ticket, tasks) : refusal;
        if (problem.isEmpty()) {
            local.start(ticket, new Taken(), () -> wanted(ticket));
        } else {
            LOG.warn(
                    "a ticket for {} of run {} was dropped: {}",
                    ticket.label(),
                    ticket.work().run(),
                    problem);
        }
    }

    /** What is to be cancelled need not begin; its sender sees that nobody has it. */
    private boolean wanted(Ticket ticket) {
        return !ledger.cancelRequested(ticket.work().run());
    }

    @Override
    public Collection<RunningTask> running() {
        return RemoteInstances.each(remote.running(), local.running());
    }

    @Override
    public Duration idle() {
        return remote.running().isEmpty() ? local.idle() : Duration.ZERO;
    }

    @Override
    public void cancel(long run) {
        remote.cancel(run);
        local.cancel(run);
    }

    @Override
    public void leave() {
        remote.clear();
        local.leave();
    }

    @Override
    public void close() {
        remote.close();
        cancelRequests.close();
        local.close();
    }

    /** Tells of tickets that this process took to whoever sent them, if that was this process. */
    private final class Taken implements TaskListener {
        @Override
        public void progress(Ticket ticket, double fraction, String message) {
            remote.listener(ticket).ifPresent(it -> it.progress(ticket, fraction, message));
        }

        @Override
        public void ended(Ticket ticket, Outcome outcome) {
            if (outcome.kind() != Outcome.Kind.LOST) {
                remote.remove(ticket).ifPresent(listener -> listener.ended(ticket, outcome));
            }
        }

        @Override
        public void broken(Ticket ticket, Throwable error) {
            Optional<TaskListener> sender = remote.remove(ticket);
            if (sender.isPresent()) {
                sender.get().broken(ticket, error);
            } else {
                LOG.error("run {}: {}", ticket.work().run(), error.getMessage());
                LOG.debug("a ticket", error);
            }
        }
    }
}
