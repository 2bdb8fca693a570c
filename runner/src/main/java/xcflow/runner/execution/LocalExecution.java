package xcflow.runner.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes tickets on threads of this process, as they come. Thread-safe. */
public final class LocalExecution implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalExecution.class);

    /** How long executions may take to end after this was closed. */
    private static final long LAST_SECONDS = 20;

    private static final long POLL_MILLIS = 100;

    private final Supplier<Executor> executors;
    private final ThreadPoolExecutor threads;
    private final Semaphore room;
    private final Set<LocalTask> running = ConcurrentHashMap.newKeySet();
    private Executor executor;
    private volatile boolean leaving;
    private volatile long last = System.nanoTime();
    private final AtomicInteger executed = new AtomicInteger();

    /**
     * @param executors makes what executes the tickets, when the first one comes
     * @param atOnce number of tickets executed at the same time at most
     * @param waiting number of further ones that are accepted without waiting for room
     */
    public LocalExecution(Supplier<Executor> executors, int atOnce, int waiting) {
        this.executors = executors;
        this.room = new Semaphore((int) Math.min(Integer.MAX_VALUE, (long) atOnce + waiting));
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(
                        atOnce,
                        atOnce,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> {
                            Thread thread =
                                    new Thread(work, "xcflow-execute-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** As {@link ExecutionBackend#prepare}. */
    public synchronized void prepare() {
        executor();
    }

    private synchronized Executor executor() {
        if (executor == null) {
            executor = executors.get();
        }
        return executor;
    }

    /**
     * Starts the execution of a ticket, as soon as there is room for it.
     *
     * @param wanted is asked when there is room
     * @return null, and nothing is started, if it is not wanted or this process takes nothing more
     */
    public RunningTask start(Ticket ticket, TaskListener listener, BooleanSupplier wanted) {
        if (!waitForRoom()) {
            return null;
        }
        LocalTask task = new LocalTask(ticket, listener);
        running.add(task);
        // Whoever sees that it is not here can rely on its not beginning after this was asked.
        if (!wanted.getAsBoolean()) {
            running.remove(task);
            room.release();
            return null;
        }
        last = System.nanoTime();
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // It was closed at this moment.
            running.remove(task);
            return null;
        }
        return task;
    }

    private boolean waitForRoom() {
        try {
            while (!room.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (leaving) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    /** The tickets that wait for a thread or are executed. */
    public Collection<RunningTask> running() {
        return List.copyOf(running);
    }

    /** Whether the ticket waits for a thread here or is executed. */
    public boolean has(Ticket ticket) {
        return running.stream()
                .anyMatch(
                        task ->
                                task.ticket.work().run() == ticket.work().run()
                                        && task.ticket.work().instance()
                                                == ticket.work().instance());
    }

    /** Others can do what cannot be done here, as {@link Executor#share}. */
    void share() {
        executor().share();
    }

    /** Whether there is room for work here. */
    synchronized boolean fit() {
        return executor == null || executor.fit();
    }

    /** How many executions have come to a result here. */
    public int executed() {
        return executed.get();
    }

    /** How long nothing has been executed here. */
    public Duration idle() {
        return running.isEmpty() ? Duration.ofNanos(System.nanoTime() - last) : Duration.ZERO;
    }

    /**
     * Cancels the tickets of a run: first those that wait, which would otherwise begin when others
     * end.
     */
    public void cancel(long run) {
        for (boolean computing : new boolean[] {false, true}) {
            for (LocalTask task : running) {
                if (task.ticket.work().run() == run && task.computing() == computing) {
                    task.cancel();
                }
            }
        }
    }

    /** Takes nothing more, and gives back what is under way. */
    public synchronized void leave() {
        leaving = true;
        if (executor != null) {
            executor.leave();
        }
    }

    @Override
    public void close() {
        leaving = true;
        threads.getQueue().clear();
        threads.shutdown();
        boolean interrupted = false;
        try {
            threads.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (this) {
            if (executor != null) {
                executor.close();
                executor = null;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One ticket, from its waiting for a thread to its end. */
    private final class LocalTask implements RunningTask, Runnable {
        private final Ticket ticket;
        private final TaskListener listener;
        private Attempt attempt;
        private boolean cancelled;

        LocalTask(Ticket ticket, TaskListener listener) {
            this.ticket = ticket;
            this.listener = listener;
        }

        @Override
        public Ticket ticket() {
            return ticket;
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            if (attempt != null) {
                attempt.stop(Attempt.Stop.CANCELLED);
            }
        }

        private synchronized void begun(Attempt mine) {
            attempt = mine;
            if (cancelled) {
                mine.stop(Attempt.Stop.CANCELLED);
            }
        }

        private synchronized boolean computing() {
            return attempt != null && attempt.begun();
        }

        private synchronized boolean cancelled() {
            return cancelled;
        }

        @Override
        public void run() {
            Outcome outcome = null;
            Throwable error = null;
            try {
                outcome =
                        cancelled()
                                ? Outcome.of(ticket, 0, Outcome.Kind.STOPPED, "")
                                : executor().execute(ticket, listener, this::begun);
            } catch (Throwable e) {
                error = e;
            } finally {
                last = System.nanoTime();
                if (error != null || finished(outcome)) {
                    executed.incrementAndGet();
                }
                running.remove(this);
                room.release();
            }
            tell(outcome, error);
        }

        /** Whether something came of it: what was given back or taken from us is no work done. */
        private static boolean finished(Outcome outcome) {
            return outcome.kind() == Outcome.Kind.SUCCEEDED
                    || outcome.kind() == Outcome.Kind.FAILED;
        }

        private void tell(Outcome outcome, Throwable error) {
            try {
                if (error == null) {
                    listener.ended(ticket, outcome);
                } else {
                    listener.broken(ticket, error);
                }
            } catch (RuntimeException e) {
                if (leaving) {
                    // Nobody is there any more; what happened is in the ledger.
                    LOG.debug("the end of {} was not reported", ticket.label(), e);
                } else {
                    LOG.error("the end of {} could not be reported", ticket.label(), e);
                }
            }
        }
    }
}
