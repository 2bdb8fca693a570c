package xcflow.runner.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.record.Instance;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.state.InstanceState;

/**
 * Instances that another process has, or may have because their tickets went to a queue that
 * several processes share. What becomes of them is read in the ledger: now and then, more often
 * while things happen, and at once when somebody says that something has. Thread-safe.
 */
public final class RemoteInstances implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteInstances.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** How long nobody may take a ticket before it counts as lost, when nobody is working. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The same when others are busy with this run. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);

    private final RunLedger ledger;
    private final Predicate<Ticket> here;
    private final Optional<LongFunction<Set<Integer>>> queued;
    private final Duration shortest;
    private final Map<Key, RemoteTask> tasks = new LinkedHashMap<>();
    private final Set<Key> told = new HashSet<>();
    private final Set<Long> cancelled = new HashSet<>();
    private Thread poller;
    private boolean closed;

    private record Key(long run, int instance) {
        static Key of(Ticket ticket) {
            return new Key(ticket.work().run(), ticket.work().instance());
        }
    }

    /**
     * Of a queue that does not tell what is in it.
     *
     * @param here whether this process has a ticket: it tells itself what becomes of it
     */
    public RemoteInstances(RunLedger ledger, Predicate<Ticket> here) {
        this(ledger, here, Optional.empty(), SHORTEST_PAUSE);
    }

    /**
     * @param here whether this process has a ticket: it tells itself what becomes of it
     * @param queued the instances of a run whose tickets are still in the queue
     * @param telling whether changes are told ({@link #tell}), so that looking often is needless
     */
    RemoteInstances(
            RunLedger ledger,
            Predicate<Ticket> here,
            LongFunction<Set<Integer>> queued,
            boolean telling) {
        this(ledger, here, Optional.of(queued), telling ? LONGEST_PAUSE : SHORTEST_PAUSE);
    }

    private RemoteInstances(
            RunLedger ledger,
            Predicate<Ticket> here,
            Optional<LongFunction<Set<Integer>>> queued,
            Duration shortest) {
        this.ledger = ledger;
        this.here = here;
        this.queued = queued;
        this.shortest = shortest;
    }

    /** What is running remotely and here, each instance once: what is here counts. */
    public static Collection<RunningTask> each(
            Collection<RunningTask> remote, Collection<RunningTask> here) {
        Map<Key, RunningTask> all = new LinkedHashMap<>();
        remote.forEach(task -> all.put(Key.of(task.ticket()), task));
        here.forEach(task -> all.put(Key.of(task.ticket()), task));
        return all.values();
    }

    /**
     * Adds an instance whose ticket is about to be sent to whoever takes it first.
     *
     * @param attempt number of attempts that it had
     */
    public RunningTask sent(Ticket ticket, TaskListener listener, int attempt) {
        synchronized (this) {
            cancelled.remove(ticket.work().run());
        }
        return watch(new RemoteTask(this, ticket, listener, attempt));
    }

    /** Adds an instance that another process has taken. */
    RunningTask taken(Ticket ticket, TaskListener listener) {
        return watch(new RemoteTask(this, ticket, listener, RemoteTask.TAKEN));
    }

    private synchronized RunningTask watch(RemoteTask task) {
        tasks.put(Key.of(task.ticket), task);
        if (poller == null && !closed) {
            poller = new Thread(this::look, "xcflow-remote-instances");
            poller.setDaemon(true);
            poller.start();
        }
        return task;
    }

    /** Says that something became of an instance. */
    synchronized void tell(long run, int instance) {
        Key key = new Key(run, instance);
        if (tasks.containsKey(key)) {
            told.add(key);
            notifyAll();
        }
    }

    /** Says that something may have become of any of them. */
    synchronized void tellAll() {
        told.addAll(tasks.keySet());
        notifyAll();
    }

    /** Listener of an instance that is watched; empty if it is not, or has ended. */
    public synchronized Optional<TaskListener> listener(Ticket ticket) {
        return Optional.ofNullable(tasks.get(Key.of(ticket))).map(task -> task.listener);
    }

    /**
     * Watches an instance no more, whose end its caller knows.
     *
     * @return its listener, which is the caller's to tell; empty if it has been told
     */
    public synchronized Optional<TaskListener> remove(Ticket ticket) {
        return Optional.ofNullable(tasks.remove(Key.of(ticket))).map(task -> task.listener);
    }

    /** The instances that are watched. */
    public synchronized Collection<RunningTask> running() {
        return List.copyOf(tasks.values());
    }

    /** Asks whoever has instances of a run to stop them. */
    public void cancel(long run) {
        running().stream()
                .filter(task -> task.ticket().work().run() == run)
                .forEach(RunningTask::cancel);
    }

    /** Watches nothing any more. */
    public synchronized void clear() {
        tasks.clear();
    }

    private void look() {
        Duration pause = shortest;
        long next = System.nanoTime() + pause.toNanos();
        while (true) {
            List<Key> asked = await(next);
            if (asked == null) {
                return;
            }
            boolean all = System.nanoTime() >= next;
            int ended = 0;
            try {
                ended = all ? poll() : poll(tasks(asked), false);
            } catch (RuntimeException | Error e) {
                LOG.warn("cannot see what other processes do; trying again: {}", e.getMessage());
                LOG.debug("remote instances", e);
            }
            if (ended > 0) {
                pause = shortest;
            } else if (all) {
                pause = pause.multipliedBy(3).dividedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            }
            if (all) {
                next = System.nanoTime() + pause.toNanos();
            }
        }
    }

    /** Waits until something is told or it is time to look; null at the end. */
    private synchronized List<Key> await(long next) {
        while (!closed && told.isEmpty() && System.nanoTime() < next) {
            try {
                wait(Math.max(1, (next - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                return null;
            }
        }
        List<Key> asked = List.copyOf(told);
        told.clear();
        return closed ? null : asked;
    }

    /** Reads once what has become of the instances, and tells their listeners. */
    int poll() {
        return poll(all(), true);
    }

    /**
     * @param whole whether these are all of their runs, so that one nobody has can be told
     * @return how many have ended
     */
    private int poll(List<RemoteTask> looked, boolean whole) {
        Map<Long, Map<Integer, RemoteTask>> runs = new LinkedHashMap<>();
        looked.forEach(
                task ->
                        runs.computeIfAbsent(task.ticket.work().run(), run -> new LinkedHashMap<>())
                                .put(task.ticket.work().instance(), task));
        int[] ended = new int[1];
        runs.forEach(
                (run, watched) -> {
                    // Before the records are read: what begins from now on sees that it need not.
                    Set<Integer> needless = whole ? needless(watched) : Set.of();
                    RunLedger.Standing standing =
                            whole ? looked(run, watched) : ledger.standing(run, watched.keySet());
                    Optional<Duration> patience =
                            whole
                                    ? Optional.of(patience(run, watched, standing.instances()))
                                    : Optional.empty();
                    ended[0] += tell(watched, standing, patience.orElse(LONG_PATIENCE), needless);
                });
        return ended[0];
    }

    /** Of many most have no result yet: those that have one are asked for by themselves. */
    private RunLedger.Standing looked(long run, Map<Integer, RemoteTask> watched) {
        List<Instance> records = ledger.instances(run, watched.keySet());
        return new RunLedger.Standing(
                records,
                records.stream().anyMatch(record -> record.state().hasResult())
                        ? ledger.results(run, watched.keySet())
                        : Map.of());
    }

    /** Those that nobody needs to take any more, unless this process has taken them. */
    private Set<Integer> needless(Map<Integer, RemoteTask> watched) {
        Set<Integer> numbers = new HashSet<>();
        watched.forEach(
                (number, task) -> {
                    if (task.cancelled && !here.test(task.ticket)) {
                        numbers.add(number);
                    }
                });
        return numbers;
    }

    private int tell(
            Map<Integer, RemoteTask> watched,
            RunLedger.Standing standing,
            Duration patience,
            Set<Integer> needless) {
        int ended = 0;
        for (Instance record : standing.instances()) {
            RemoteTask task = watched.get(record.number());
            Duration own = needless.contains(record.number()) ? Duration.ZERO : patience;
            Outcome outcome = task.outcome(record, own, standing.results().get(record.number()));
            if (outcome != null) {
                ended++;
                remove(task.ticket).ifPresent(listener -> listener.ended(task.ticket, outcome));
            }
        }
        return ended;
    }

    /** How long nobody may have a ticket; tickets that are in the queue are waited for. */
    private Duration patience(long run, Map<Integer, RemoteTask> watched, List<Instance> records) {
        boolean busy = records.stream().anyMatch(each -> each.state() == InstanceState.RUNNING);
        boolean overdue =
                watched.values().stream()
                        .anyMatch(task -> !task.since.plus(PATIENCE).isAfter(Instant.now()));
        if (queued.isEmpty()) {
            return busy ? LONG_PATIENCE : PATIENCE;
        }
        if (overdue) {
            for (int number : queued.get().apply(run)) {
                RemoteTask task = watched.get(number);
                if (task != null) {
                    task.since = Instant.now();
                }
            }
        }
        return PATIENCE;
    }

    private synchronized List<RemoteTask> all() {
        return new ArrayList<>(tasks.values());
    }

    private synchronized List<RemoteTask> tasks(List<Key> keys) {
        return keys.stream().map(tasks::get).filter(Objects::nonNull).toList();
    }

    void requestCancel(long run) {
        boolean first;
        synchronized (this) {
            first = cancelled.add(run);
        }
        if (first) {
            // The processes that have instances of the run look for this.
            ledger.requestCancel(run);
        }
    }

    /** The time of the ledger. */
    Instant now() {
        return ledger.now();
    }

    /** The time of the ledger in that of this machine. */
    Instant here(Instant time) {
        return time.plus(Duration.between(ledger.now(), Instant.now()));
    }

    @Override
    public synchronized void close() {
        clear();
        closed = true;
        notifyAll();
    }
}
