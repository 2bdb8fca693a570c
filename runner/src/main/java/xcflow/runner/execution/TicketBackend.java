package xcflow.runner.execution;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.ticket.TicketTable;
import xcflow.provenance.ticket.WaitingTicket;
import xcflow.storage.LedgerDatabase;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Puts tickets into a table of the project's database, and executes those that this process takes
 * from it ({@link TicketTaker}). Where the database passes words on, nobody looks in vain: whoever
 * puts tickets in and whoever ends one says so.
 */
public final class TicketBackend implements ExecutionBackend {
    private static final Logger LOG = LoggerFactory.getLogger(TicketBackend.class);
    private static final String ENDED = "ended";

    /** Who has more to do tells of ends no more often than this: the server wakes all listeners. */
    private static final long SILENCE = 250_000_000;

    /** How many tickets are taken ahead while executions are short. */
    public static final int AHEAD = TicketTaker.AHEAD;

    private final TicketTable table;
    private final LocalExecution local;
    private final Capacity capacity;
    private final RemoteInstances remote;
    private final CancelRequests cancelRequests;
    private final Optional<TicketTaker> taker;
    private final Optional<Closeable> listening;
    private Optional<Closeable> listeningToEnds = Optional.empty();
    private volatile long announced = System.nanoTime() - SILENCE;

    /**
     * @param local executes what this process takes
     * @param workplace what this process may take; empty if it takes nothing
     */
    public TicketBackend(
            RunLedger ledger,
            TicketTable table,
            TaskCatalog tasks,
            LocalExecution local,
            Optional<Workplace> workplace) {
        this.table = table;
        this.local = local;
        this.capacity = Capacity.ofDatabase(workplace.map(Workplace::threads).orElse(1));
        this.cancelRequests = new CancelRequests(ledger, local);
        this.taker =
                workplace.map(place -> new TicketTaker(table, tasks, local, place, new Taken()));
        this.listening = table.database().listen(TicketTable.TICKETS, this::heard);
        this.remote =
                new RemoteInstances(ledger, local::has, table::waiting, listening.isPresent());
        taker.ifPresent(it -> it.listening(listening.isPresent()));
    }

    /** Tells the processes that use a database that something became of an instance. */
    public static void announceEnd(LedgerDatabase database, long run, int instance) {
        database.announce(ENDED + " " + run + " " + instance);
    }

    /** Another process says that something has happened. */
    private void heard(String words) {
        RemoteInstances watched = remote;
        if (watched == null) {
            return; // Before this object is complete, nothing is waited for.
        }
        if (words.startsWith(ENDED)) {
            String[] numbers = words.split(" ");
            watched.tell(Long.parseLong(numbers[1]), Integer.parseInt(numbers[2]));
        } else {
            taker.ifPresent(it -> it.wake(words.isEmpty()));
            if (words.isEmpty()) {
                watched.tellAll();
            }
        }
    }

    @Override
    public Capacity capacity() {
        return capacity;
    }

    @Override
    public void prepare() {
        local.prepare();
        cancelRequests.watch();
        taker.ifPresent(TicketTaker::start);
    }

    /** Only who waits for ends hears of them: of many workers each would be woken for nothing. */
    private synchronized void listenToEnds() {
        if (listening.isPresent() && listeningToEnds.isEmpty()) {
            listeningToEnds = table.database().listen(ENDED, this::heard);
        }
    }

    @Override
    public List<RunningTask> start(List<Ticket> tickets, TaskListener listener) {
        listenToEnds();
        // Watched before they can be taken; how often they were tried is known only afterwards.
        List<RunningTask> started = new ArrayList<>();
        List<WaitingTicket> waiting = tickets.stream().map(TicketBackend::waiting).toList();
        List<Integer> attempts = table.attempts(waiting);
        for (int i = 0; i < tickets.size(); i++) {
            started.add(remote.sent(tickets.get(i), listener, attempts.get(i)));
        }
        table.put(waiting);
        taker.ifPresent(it -> it.wake(true));
        return started;
    }

    private static WaitingTicket waiting(Ticket ticket) {
        return new WaitingTicket(
                ticket.work().run(),
                ticket.work().instance(),
                0,
                ticket.work().cacheKey(),
                new WaitingTicket.Code(
                        ticket.work().task(),
                        ticket.work().taskVersion(),
                        ticket.work().codeDigest()),
                ticket.needs(),
                0,
                ticket.toJson());
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
    public int executed() {
        return local.executed();
    }

    @Override
    public void cancel(long run) {
        table.withdraw(run);
        remote.cancel(run);
        local.cancel(run);
    }

    @Override
    public void takeNoMore() {
        taker.ifPresent(TicketTaker::leave);
    }

    @Override
    public void leave() {
        taker.ifPresent(TicketTaker::leave);
        remote.clear();
        local.leave();
    }

    @Override
    public void close() {
        taker.ifPresent(TicketTaker::leave);
        listening.ifPresent(TicketBackend::end);
        synchronized (this) {
            listeningToEnds.ifPresent(TicketBackend::end);
        }
        remote.close();
        cancelRequests.close();
        local.close();
    }

    private static void end(Closeable listener) {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("the listener had ended", e);
        }
    }

    /** Tells whoever may wait for it; what is not told is seen at the next look. */
    private void announce(Ticket ticket) {
        boolean more = taker.isPresent() && !taker.get().nothingTaken();
        if (more && System.nanoTime() - announced < SILENCE) {
            return;
        }
        announced = System.nanoTime();
        announceEnd(table.database(), ticket.work().run(), ticket.work().instance());
    }

    /** Tells of tickets that this process took: here if it sent them itself, and to the others. */
    private final class Taken implements TaskListener {
        @Override
        public void progress(Ticket ticket, double fraction, String message) {
            remote.listener(ticket).ifPresent(it -> it.progress(ticket, fraction, message));
        }

        @Override
        public void ended(Ticket ticket, Outcome outcome) {
            if (outcome.kind() == Outcome.Kind.LOST) {
                return;
            }
            Optional<TaskListener> sender = remote.remove(ticket);
            if (sender.isPresent()) {
                sender.get().ended(ticket, outcome);
            } else {
                announce(ticket);
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
