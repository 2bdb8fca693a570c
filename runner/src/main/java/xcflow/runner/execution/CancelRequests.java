package xcflow.runner.execution;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.WorkerLedger;

/** Looks whether the runs of what is executed here are to be cancelled, and cancels that. */
public final class CancelRequests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CancelRequests.class);
    private static final Duration USUAL_PAUSE = Duration.ofMillis(500);

    private final WorkerLedger ledger;
    private final LocalExecution local;
    private final Duration pause;
    private ScheduledExecutorService poller;

    public CancelRequests(WorkerLedger ledger, LocalExecution local) {
        this(ledger, local, USUAL_PAUSE);
    }

    /**
     * @param pause between two looks
     */
    CancelRequests(WorkerLedger ledger, LocalExecution local, Duration pause) {
        this.ledger = ledger;
        this.local = local;
        this.pause = pause;
    }

    /** Begins to look, now and then. */
    public synchronized void watch() {
        if (poller == null) {
            poller =
                    Executors.newSingleThreadScheduledExecutor(
                            work -> {
                                Thread thread = new Thread(work, "xcflow-cancel-requests");
                                thread.setDaemon(true);
                                return thread;
                            });
            long millis = pause.toMillis();
            poller.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            Set<Long> runs =
                    local.running().stream()
                            .map(task -> task.ticket().work().run())
                            .collect(Collectors.toSet());
            for (long run : runs) {
                if (ledger.cancelRequested(run)) {
                    local.cancel(run);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot check for requests to cancel runs; trying again: {}", e.getMessage());
            LOG.debug("requests to cancel", e);
        }
    }

    @Override
    public synchronized void close() {
        if (poller != null) {
            poller.shutdownNow();
        }
    }
}
