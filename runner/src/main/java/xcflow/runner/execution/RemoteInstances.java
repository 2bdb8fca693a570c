package xcflow.runner.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.state.InstanceState;

/**
 * Instances that another process has, or may have because their tickets went to a queue that
 * several processes share. What becomes of them is read in the ledger. Thread-safe.
 */
public final class RemoteInstances implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteInstances.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** How long nobody may take a ticket before it counts as lost, when nobody is working. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The same when others are busy with this run. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);

    private final RunLedger ledger;
    private final Map<Key, RemoteTask> tasks = new LinkedHashMap<>();
    private final Set<Long> cancelled = new HashSet<>();
    private ScheduledExecutorService poller;

    private record Key(long run, int instance) {
        static Key of(Ticket ticket) {
            return new Key(ticket.work().run(), ticket.work().instance());
        }
    }

    public RemoteInstances(RunLedger ledger) {
        this.ledger = ledger;
    }

    /** Adds an instance whose ticket is about to be sent to whoever takes it first. */
    public RunningTask sent(Ticket ticket, TaskListener listener) {
        int attempt = record(ticket).attempt();
        synchronized (this) {
            cancelled.remove(ticket.work().run());
        }
        return watch(new RemoteTask(ticket, listener, attempt));
    }

    /** Adds an instance that another process has taken. */
    RunningTask taken(Ticket ticket, TaskListener listener) {
        return watch(new RemoteTask(ticket, listener, RemoteTask.TAKEN));
    }

    private synchronized RunningTask watch(RemoteTask task) {
        tasks.put(Key.of(task.ticket), task);
        if (poller == null) {
            poller =
                    Executors.newSingleThreadScheduledExecutor(
                            work -> {
                                Thread thread = new Thread(work, "xcflow-remote-instances");
                                thread.setDaemon(true);
                                return thread;
                            });
            long millis = POLL_INTERVAL.toMillis();
            poller.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
        }
        return task;
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
        try {
            poll();
        } catch (RuntimeException | Error e) {
            LOG.warn("cannot see what other processes do; trying again", e);
        }
    }

    /** Reads once what has become of the instances, and tells their listeners. */
    void poll() {
        Map<RemoteTask, Instance> records = new LinkedHashMap<>();
        Map<Long, Boolean> busy = new HashMap<>();
        for (RemoteTask task : all()) {
            Instance record = record(task.ticket);
            records.put(task, record);
            boolean runs = record.state() == InstanceState.RUNNING;
            busy.merge(task.ticket.work().run(), runs, Boolean::logicalOr);
        }
        records.forEach(
                (task, record) -> {
                    boolean others = busy.get(task.ticket.work().run());
                    Duration patience =
                            task.cancelled ? Duration.ZERO : others ? LONG_PATIENCE : PATIENCE;
                    Outcome outcome = task.outcome(record, patience);
                    if (outcome != null) {
                        remove(task.ticket)
                                .ifPresent(listener -> listener.ended(task.ticket, outcome));
                    }
                });
    }

    private synchronized List<RemoteTask> all() {
        return new ArrayList<>(tasks.values());
    }

    private Instance record(Ticket ticket) {
        return ledger.instance(ticket.work().run(), ticket.work().instance()).orElseThrow();
    }

    private void requestCancel(long run) {
        boolean first;
        synchronized (this) {
            first = cancelled.add(run);
        }
        if (first) {
            // The processes that have instances of the run look for this.
            ledger.requestCancel(run);
        }
    }

    @Override
    public synchronized void close() {
        clear();
        if (poller != null) {
            poller.shutdownNow();
        }
    }

    /** One instance that another process has or may take. */
    private final class RemoteTask implements RunningTask {

        /** In the place of an attempt: somebody has it, or had it. */
        private static final int TAKEN = -1;

        private final Ticket ticket;
        private final TaskListener listener;
        private final Instant since = Instant.now();
        private volatile int attempt;
        private volatile boolean cancelled;

        /**
         * @param attempt number of attempts before the ticket was sent, or {@link #TAKEN}
         */
        RemoteTask(Ticket ticket, TaskListener listener, int attempt) {
            this.ticket = ticket;
            this.listener = listener;
            this.attempt = attempt;
        }

        @Override
        public Ticket ticket() {
            return ticket;
        }

        @Override
        public void cancel() {
            cancelled = true;
            requestCancel(ticket.work().run());
        }

        /** How it ended; null if it has not, and then the listener is told of its progress. */
        Outcome outcome(Instance record, Duration patience) {
            Instant now = Instant.now();
            if (record.state().hasResult()) {
                return succeeded(record);
            } else if (record.state() == InstanceState.CANCELLED) {
                return Outcome.of(ticket, 0, Outcome.Kind.STOPPED, "");
            } else if (record.state() == InstanceState.FAILED) {
                String message = record.message().orElse("failed in another process");
                return Outcome.of(ticket, 0, Outcome.Kind.FAILED, message);
            } else if (record.state() == InstanceState.RUNNING) {
                if (record.leaseUntil().filter(until -> until.isBefore(now)).isPresent()) {
                    return lost(Instant.MIN);
                }
                // From now on it is lost as soon as nobody executes it.
                attempt = TAKEN;
                listener.progress(
                        ticket, record.progress().orElse(Double.NaN), record.message().orElse(""));
                return null;
            }
            boolean tried = record.attempt() > attempt;
            if (tried && record.notBefore().isPresent()) {
                String message = record.message().orElse("failed in another process");
                return Outcome.of(ticket, 0, Outcome.Kind.FAILED, message)
                        .retriedAt(record.notBefore());
            }
            return tried || !since.plus(patience).isAfter(now) ? lost(Instant.MIN) : null;
        }

        private Outcome lost(Instant notBefore) {
            return Outcome.of(ticket, 0, Outcome.Kind.LOST, "given up by another process")
                    .retriedAt(Optional.of(notBefore));
        }

        private Outcome succeeded(Instance record) {
            int number = ticket.work().instance();
            String outputs = ledger.outputs(ticket.work().run(), List.of(number)).get(number);
            return Outcome.of(ticket, 0, Outcome.Kind.SUCCEEDED, "")
                    .with(
                            outputs,
                            record.execution()
                                    .flatMap(ledger::execution)
                                    .map(Execution::warnings)
                                    .orElse(List.of()))
                    .after(Outcome.UNKNOWN_MILLIS);
        }
    }
}
