package xcflow.runner.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.RunLedger;

/** Keeps the leases of this process's claims alive, and stops the attempts whose lease is lost. */
final class LeaseRenewal implements AutoCloseable {

    /** How long a claim lives without a heartbeat. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final RunLedger ledger;
    private final Map<Claim, Attempt> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "xcflow-heartbeat");
                        thread.setDaemon(true);
                        return thread;
                    });

    LeaseRenewal(RunLedger ledger) {
        this.ledger = ledger;
        clock.scheduleWithFixedDelay(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
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
        List<RunLedger.Progress> reports = new ArrayList<>();
        held.values().forEach(attempt -> reports.add(attempt.report()));
        if (reports.isEmpty()) {
            return;
        }
        try {
            for (Claim lost : ledger.heartbeat(reports, LEASE)) {
                Attempt attempt = held.get(lost);
                if (attempt != null) {
                    attempt.stop(Attempt.Stop.LOST);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot extend leases; trying again in {} s", HEARTBEAT.toSeconds(), e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
