package xcflow.runner.camel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.record.Run;
import xcflow.provenance.run.RunLedger;
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
        this.remote = new RemoteInstances(ledger);
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
        tickets.forEach(ticket -> started.add(remote.sent(ticket, listener)));
        tickets.forEach(queue);
        return started;
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
        String problem = TicketCheck.problem(ticket, tasks);
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
        return ledger.run(ticket.work().run()).flatMap(Run::cancelRequested).isEmpty();
    }

    @Override
    public Collection<RunningTask> running() {
        Map<Ticket, RunningTask> all = new HashMap<>();
        remote.running().forEach(task -> all.put(task.ticket(), task));
        local.running().forEach(task -> all.put(task.ticket(), task));
        return all.values();
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
                LOG.error("run {}: {}", ticket.work().run(), error.getMessage(), error);
            }
        }
    }
}
