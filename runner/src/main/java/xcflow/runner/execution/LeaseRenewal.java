package xcflow.runner.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.WorkerLedger;

/** Keeps the leases of this process's claims alive, and stops the attempts whose lease is lost. */
final class LeaseRenewal implements AutoCloseable {

    /** How long a claim lives without a heartbeat where everybody is on one machine. */
    private static final Duration HERE = Duration.ofSeconds(30);

    /**
     * The same where records are on a server: it may restart meanwhile, and a thousand workers ask
     * it.
     */
    private static final Duration ON_SERVER = Duration.ofSeconds(120);

    /** So many heartbeats fit into a lease. */
    private static final int BEATS = 6;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final WorkerLedger ledger;
    private final Duration lease;
    private final Optional<LiveText> texts;
    private final Map<Claim, Attempt> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "xcflow-heartbeat");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param server whether the records are on a server
     * @param texts tells what is written meanwhile
     */
    LeaseRenewal(WorkerLedger ledger, boolean server, Optional<LiveText> texts) {
        this.ledger = ledger;
        this.texts = texts;
        this.lease = server ? ON_SERVER : HERE;
        long pause = heartbeat().toMillis();
        clock.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** How long a claim lives without a heartbeat. */
    Duration lease() {
        return lease;
    }

    private Duration heartbeat() {
        return lease.dividedBy(BEATS);
    }

    void hold(Attempt attempt) {
        held.put(attempt.claim(), attempt);
    }

    void drop(Attempt attempt) {
        held.remove(attempt.claim());
    }

    /** The attempts that are under way here. */
    List<Attempt> all() {
        return List.copyOf(held.values());
    }

    private void beat() {
        List<WorkerLedger.Progress> reports = new ArrayList<>();
        held.values().forEach(attempt -> reports.add(attempt.report()));
        try {
            texts.ifPresent(it -> it.look(all()));
            if (reports.isEmpty()) {
                return;
            }
            for (Claim lost : ledger.heartbeat(reports, lease)) {
                Attempt attempt = held.get(lost);
                if (attempt != null) {
                    attempt.stop(Attempt.Stop.LOST);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "cannot extend leases; trying again in {} s: {}",
                    heartbeat().toSeconds(),
                    e.getMessage());
            LOG.debug("leases", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
