package xcflow.runner.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.block.Presence;
import xcflow.provenance.block.Presences;
import xcflow.provenance.record.Worker;
import xcflow.runner.execution.Hands;
import xcflow.runner.execution.Workplace;

/** Tells, again and again, that a worker is there, in which job, and whether it has work. */
public final class WorkerPresence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPresence.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Workplace workplace;
    private final String block;
    private final String job;
    private final String node;
    private ScheduledExecutorService clock;
    private Presences table;
    private Hands hands;
    private Instant since;

    /**
     * @param block site and kind of the job that the worker runs in; empty: none
     * @param job number of the job; empty: none
     * @param node as the batch system calls the machine; empty: as the machine calls itself
     */
    public WorkerPresence(Workplace workplace, String block, String job, String node) {
        this.workplace = workplace;
        this.block = block;
        this.job = job;
        this.node = node;
    }

    synchronized void begin(Hands working) {
        table = working.presences();
        hands = working;
        since = table.now();
        clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "xcflow-presence");
                            thread.setDaemon(true);
                            return thread;
                        });
        clock.scheduleWithFixedDelay(this::tell, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void tell() {
        Optional<Worker> worker = hands.worker();
        if (worker.isEmpty()) {
            return;
        }
        try {
            table.present(presence(worker.get()));
        } catch (RuntimeException e) {
            LOG.warn("cannot say that this worker is there; trying again: {}", e.getMessage());
        }
    }

    private Presence presence(Worker worker) {
        int slash = block.indexOf('/');
        Instant now = table.now();
        Optional<Instant> ends =
                workplace.end() == Long.MAX_VALUE
                        ? Optional.empty()
                        : Optional.of(now.plusNanos(workplace.end() - System.nanoTime()));
        return new Presence(
                worker.id(),
                slash < 0 ? block : block.substring(0, slash),
                slash < 0 ? "" : block.substring(slash + 1),
                job,
                node.isEmpty() ? worker.host() : node,
                workplace.threads(),
                workplace.memory() == Long.MAX_VALUE ? 0 : workplace.memory(),
                workplace.gpus(),
                hands.underWay(),
                hands.executed(),
                ends,
                since,
                now);
    }

    @Override
    public synchronized void close() {
        if (clock == null) {
            return;
        }
        clock.shutdownNow();
        try {
            Optional<Worker> worker = hands.worker();
            if (worker.isPresent()) {
                // Once more, so that what its job has done is on record.
                Presence last = presence(worker.get());
                table.present(last);
                table.absent(last);
            }
        } catch (RuntimeException e) {
            LOG.debug("could not say that this worker leaves", e);
        }
    }
}
