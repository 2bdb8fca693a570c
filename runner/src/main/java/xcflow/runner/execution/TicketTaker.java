package xcflow.runner.execution;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.ticket.Needs;
import xcflow.provenance.ticket.Room;
import xcflow.provenance.ticket.TicketSource;
import xcflow.provenance.ticket.WaitingTicket;
import xcflow.runner.cache.CodeDigest;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Takes tickets whenever there is room for one, and has them executed. While executions are short
 * it takes some more than there is room for, so that recording one does not keep the next waiting.
 */
final class TicketTaker {
    private static final Logger LOG = LoggerFactory.getLogger(TicketTaker.class);

    /** Executions below this many milliseconds count as short. */
    private static final double SHORT = 300;

    /** Below this many, asking for each ticket alone would cost as much as its execution. */
    private static final double VERY_SHORT = 20;

    /** How many are taken ahead while executions are short. */
    static final int AHEAD = 2;

    private static final long SHORTEST_PAUSE = 10;
    private static final long LONGEST_PAUSE = 250;

    /** The pause where new tickets are announced: in case that got lost. */
    private static final long LISTENING_PAUSE = 5_000;

    /** Of so many that are woken in vain again and again, one looks. */
    private static final int FEWEST = 64;

    private final TicketSource table;
    private final TaskCatalog tasks;
    private final LocalExecution local;
    private final Workplace workplace;
    private final TaskListener listener;
    private final CodeDigest code = new CodeDigest();
    private final Set<WaitingTicket.Code> refused = new LinkedHashSet<>();
    private final Map<Ticket, Needs> taken = new HashMap<>();
    private Thread thread;
    private boolean woken;
    private boolean tookOne;

    /** Woken by a word that went to all workers. */
    private boolean called;

    private boolean leaving;
    private boolean fit = true;
    private boolean listening;
    private int vain = 1;
    private long pause = SHORTEST_PAUSE;
    private double usualMillis = 2 * SHORT;

    TicketTaker(
            TicketSource table,
            TaskCatalog tasks,
            LocalExecution local,
            Workplace workplace,
            TaskListener listener) {
        this.table = table;
        this.tasks = tasks;
        this.local = local;
        this.workplace = workplace;
        this.listener = listener;
    }

    /** Whether new tickets are announced. */
    synchronized void listening(boolean told) {
        listening = told;
    }

    synchronized void start() {
        if (thread == null && !leaving) {
            thread = new Thread(this::run, "xcflow-take-tickets");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * There may be tickets. Of many workers that hear of one only one gets it: those that looked in
     * vain look less often, the more often that happened, and so leave it to those that have been
     * lucky.
     *
     * @param sure whether to look in any case
     */
    synchronized void wake(boolean sure) {
        if (sure || vain == 1 || ThreadLocalRandom.current().nextInt(vain) == 0) {
            woken = true;
            called = !sure;
            pause = SHORTEST_PAUSE;
            notifyAll();
        }
    }

    /** Takes nothing more. */
    void leave() {
        Thread mine;
        synchronized (this) {
            leaving = true;
            mine = thread;
            notifyAll();
        }
        if (mine != null) {
            try {
                mine.join(10_000); // What it has just taken is begun or put back.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        local.share();
        while (!leaving()) {
            boolean again = look();
            int count = 0;
            try {
                count = take();
            } catch (RuntimeException e) {
                LOG.warn("cannot take tickets; trying again: {}", e.getMessage());
                LOG.debug("tickets", e);
            }
            await(count, again);
        }
    }

    /**
     * From now on whoever wakes this wants another look.
     *
     * @return whether a word that went to all workers led to this one
     */
    private synchronized boolean look() {
        boolean mine = called;
        called = false;
        woken = false;
        return mine;
    }

    /** Whether there is room on the disk; says so once when there is none. */
    private boolean fit() {
        boolean fits = local.fit();
        if (fit && !fits) {
            LOG.warn("no room is left on this machine's disk: no work is taken");
        }
        fit = fits;
        return fits;
    }

    /** Whether everything that was taken has come to an end. */
    synchronized boolean nothingTaken() {
        return taken.isEmpty();
    }

    private synchronized boolean leaving() {
        return leaving;
    }

    private int take() {
        Room room = room();
        if (room.threads() <= 0 || room.left() <= 0) {
            return 0;
        }
        if (workplace.once() && tookOne || !fit()) {
            return 0;
        }
        List<WaitingTicket> found =
                table.take(room, refused, workplace.once() ? 1 : room.threads());
        if (found.isEmpty() && workplace.alone() && nothingTaken()) {
            Room whole =
                    new Room(
                            room.places(),
                            Integer.MAX_VALUE,
                            room.memory(),
                            room.gpus(),
                            room.left());
            found = table.take(whole, refused, 1);
        }
        tookOne |= !found.isEmpty();
        found.forEach(this::begin);
        return found.size();
    }

    /** What is free, and while executions are short a little more. */
    private synchronized Room room() {
        Room free = workplace.room();
        for (Needs needs : taken.values()) {
            free = free.without(needs);
        }
        int ahead = workplace.threads() + AHEAD - taken.size();
        if (usualMillis <= VERY_SHORT) {
            return together(free, ahead);
        }
        return free.threads() > 0 || usualMillis > SHORT || ahead <= 0 ? free : ahead(1);
    }

    /** Room for some at once, when there is enough of it. */
    private Room together(Room free, int ahead) {
        if (ahead < AHEAD) {
            return free.threads() > 0 ? free : ahead(0);
        } else if (free.threads() <= 0) {
            return ahead(ahead);
        }
        int threads = free.threads() + AHEAD;
        return new Room(
                free.places(), threads, free.threads(), free.memory(), free.gpus(), free.left());
    }

    /** Room for some that one thread is enough for, and that wait until one is free. */
    private Room ahead(int threads) {
        Room all = workplace.room();
        return new Room(all.places(), threads, 1, all.memory(), 0, all.left());
    }

    /** Waits until there may be something to take, and room for it. */
    private synchronized void await(int count, boolean wasCalled) {
        if (count > 0) {
            vain = 1;
            pause = SHORTEST_PAUSE;
            return;
        }
        if (wasCalled) {
            vain = Math.min(FEWEST, 2 * vain);
        }
        long millis = listening ? LISTENING_PAUSE / 2 : pause;
        if (listening) {
            millis += ThreadLocalRandom.current().nextLong(LISTENING_PAUSE);
        }
        long end = System.nanoTime() + millis * 1_000_000;
        while (!woken && !leaving && System.nanoTime() < end) {
            try {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                leaving = true;
            }
        }
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }

    /** What was taken came to nothing, for whoever takes only one. */
    private synchronized void tookNone() {
        tookOne = false;
    }

    private void begin(WaitingTicket waiting) {
        Ticket ticket;
        try {
            ticket = Ticket.fromJson(waiting.body()).after(waiting.attempt());
        } catch (RuntimeException e) {
            LOG.warn(
                    "the ticket for instance {} of run {} is damaged and was dropped",
                    waiting.instance(),
                    waiting.run());
            return;
        }
        String refusal = TicketCheck.refusal(ticket, tasks, code);
        if (!refusal.isEmpty()) {
            tookNone();
            refuse(waiting, ticket, refusal);
            return;
        }
        String problem =
                same(waiting, ticket)
                        ? TicketCheck.problem(ticket, tasks)
                        : "it is not what its row says";
        if (!problem.isEmpty()) {
            LOG.warn(
                    "a ticket for {} of run {} was dropped: {}",
                    ticket.label(),
                    ticket.work().run(),
                    problem);
            tookNone();
            return;
        }
        synchronized (this) {
            taken.put(ticket, ticket.needs());
        }
        if (local.start(ticket, new Freeing(), () -> true) == null) {
            free(ticket);
            table.refuse(waiting, "its worker was stopped");
        }
    }

    /** Leaves a ticket to others, as all that ask for the same code. */
    private void refuse(WaitingTicket waiting, Ticket ticket, String refusal) {
        if (refused.add(waiting.code())) {
            LOG.warn(
                    "a ticket for {} of run {} is left to others: {}",
                    ticket.label(),
                    ticket.work().run(),
                    refusal);
        }
        table.refuse(waiting, refusal);
    }

    private static boolean same(WaitingTicket waiting, Ticket ticket) {
        return waiting.run() == ticket.work().run()
                && waiting.instance() == ticket.work().instance()
                && waiting.cacheKey().equals(ticket.work().cacheKey());
    }

    private synchronized void free(Ticket ticket) {
        taken.remove(ticket);
        woken = true;
        notifyAll();
    }

    private synchronized void learn(long millis) {
        if (millis >= 0) {
            usualMillis += (millis - usualMillis) / 4;
        }
    }

    /** Notes that there is room again, and then tells whoever waits. */
    private final class Freeing implements TaskListener {
        @Override
        public void progress(Ticket ticket, double fraction, String message) {
            listener.progress(ticket, fraction, message);
        }

        @Override
        public void ended(Ticket ticket, Outcome outcome) {
            if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
                learn(outcome.millis());
            } else if (outcome.kind() == Outcome.Kind.LOST) {
                tookNone();
            }
            free(ticket);
            listener.ended(ticket, outcome);
        }

        @Override
        public void broken(Ticket ticket, Throwable error) {
            free(ticket);
            listener.broken(ticket, error);
        }
    }
}
