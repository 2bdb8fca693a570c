package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.run.Execution;
import xcflow.provenance.run.Instance;
import xcflow.provenance.run.InstanceState;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Warning;

/**
 * Candidates that another process has, or may have because their tickets went to a queue that
 * several processes share. What becomes of them is read in the ledger.
 */
final class RemoteInstances {
    /** How long nobody may take a ticket before it counts as lost, when nobody is working. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The same when others are busy with this run. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);

    private final long run;
    private final RunLedger ledger;
    private final Map<Integer, Sent> sent = new HashMap<>();

    private record Sent(Candidate candidate, int attempt, Instant since) {}

    /** What became of a candidate. */
    sealed interface Update {
        Candidate candidate();
    }

    /** It has a result; the JSON of its outputs, and what is doubtful about them. */
    record Computed(Candidate candidate, String outputs, List<Warning> warnings)
            implements Update {}

    /** It failed for good. */
    record Failed(Candidate candidate, String message) implements Update {}

    /** It was stopped because its run is to be cancelled. */
    record Stopped(Candidate candidate) implements Update {}

    /** It is being executed; the fraction is NaN when it is not known. */
    record StillRunning(Candidate candidate, double fraction, String message) implements Update {}

    /** Nobody has it any more. */
    record Available(Candidate candidate, Instant notBefore) implements Update {}

    RemoteInstances(long run, RunLedger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    /** Adds a candidate whose ticket is on its way to whoever takes it first. */
    void sent(Candidate candidate) {
        int attempt = ledger.instance(run, candidate.number()).orElseThrow().attempt();
        sent.put(candidate.number(), new Sent(candidate, attempt, Instant.now()));
    }

    /** Adds a candidate that another process has taken. */
    void taken(Candidate candidate) {
        sent.put(candidate.number(), new Sent(candidate, -1, Instant.now()));
    }

    /** Removes a candidate whose fate is known; does nothing if it is not here. */
    void remove(int number) {
        sent.remove(number);
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /**
     * What has become known since the last time; candidates that are not being executed are here no
     * longer.
     *
     * @param hurried whether what nobody has begun yet counts as free at once
     */
    List<Update> news(boolean hurried) {
        List<Update> news = new ArrayList<>();
        Map<Sent, Instance> records = new LinkedHashMap<>();
        for (Sent each : sent.values()) {
            records.put(each, ledger.instance(run, each.candidate().number()).orElseThrow());
        }
        boolean busy =
                records.values().stream()
                        .anyMatch(record -> record.state() == InstanceState.RUNNING);
        Duration patience = hurried ? Duration.ZERO : busy ? LONG_PATIENCE : PATIENCE;
        for (Map.Entry<Sent, Instance> entry : records.entrySet()) {
            Sent each = entry.getKey();
            Candidate candidate = each.candidate();
            Update known = known(each, entry.getValue(), patience);
            if (known instanceof StillRunning) {
                // From now on it is free as soon as nobody executes it.
                sent.put(candidate.number(), new Sent(candidate, -1, each.since()));
                news.add(known);
            } else if (known != null) {
                sent.remove(candidate.number());
                news.add(known);
            }
        }
        return news;
    }

    private Update known(Sent each, Instance record, Duration patience) {
        Candidate candidate = each.candidate();
        Instant now = Instant.now();
        if (record.state().hasResult()) {
            return new Computed(
                    candidate,
                    ledger.outputs(run, List.of(candidate.number())).get(candidate.number()),
                    record.execution()
                            .flatMap(ledger::execution)
                            .map(Execution::warnings)
                            .orElse(List.of()));
        } else if (record.state() == InstanceState.CANCELLED) {
            return new Stopped(candidate);
        } else if (record.state() == InstanceState.FAILED) {
            return new Failed(candidate, record.message().orElse("failed in another process"));
        } else if (record.state() == InstanceState.RUNNING) {
            boolean dead = record.leaseUntil().filter(until -> until.isBefore(now)).isPresent();
            return dead
                    ? new Available(candidate, Instant.MIN)
                    : new StillRunning(
                            candidate,
                            record.progress().orElse(Double.NaN),
                            record.message().orElse(""));
        }
        boolean retry = record.attempt() > each.attempt();
        boolean lost = !each.since().plus(patience).isAfter(now);
        return retry || lost
                ? new Available(candidate, record.notBefore().orElse(Instant.MIN))
                : null;
    }
}
