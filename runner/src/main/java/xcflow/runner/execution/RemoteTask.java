package xcflow.runner.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Result;
import xcflow.provenance.state.Guard;
import xcflow.provenance.state.InstanceState;

/** One instance that another process has or may take. */
final class RemoteTask implements RunningTask {

    /** In the place of an attempt: somebody has it, or had it. */
    static final int TAKEN = -1;

    final Ticket ticket;
    final TaskListener listener;
    private final RemoteInstances all;
    volatile Instant since = Instant.now();
    private volatile int attempt;
    volatile boolean cancelled;

    /**
     * @param all those that are watched
     * @param attempt number of attempts before the ticket was sent, or {@link #TAKEN}
     */
    RemoteTask(RemoteInstances all, Ticket ticket, TaskListener listener, int attempt) {
        this.all = all;
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
        // Nobody begins it once this is recorded, so only then it can be given up.
        all.requestCancel(ticket.work().run());
        cancelled = true;
    }

    /** How it ended; null if it has not, and then the listener is told of its progress. */
    Outcome outcome(Instance record, Duration patience, Result result) {
        if (record.state().hasResult()) {
            return result == null ? null : succeeded(result);
        } else if (record.state() == InstanceState.CANCELLED) {
            return Outcome.of(ticket, 0, Outcome.Kind.STOPPED, "");
        } else if (record.state() == InstanceState.FAILED) {
            String message = record.message().orElse("failed in another process");
            return Outcome.of(ticket, 0, Outcome.Kind.FAILED, message);
        } else if (record.state() == InstanceState.RUNNING) {
            if (!record.meets(Guard.LEASE_EXPIRED, all.now())) {
                // From now on it is lost as soon as nobody executes it.
                attempt = TAKEN;
                listener.progress(
                        ticket, record.progress().orElse(Double.NaN), record.message().orElse(""));
                return null;
            }
        }
        boolean tried = record.attempt() > attempt;
        if (tried && record.state() != InstanceState.RUNNING && record.notBefore().isPresent()) {
            String message = record.message().orElse("failed in another process");
            return Outcome.of(ticket, 0, Outcome.Kind.FAILED, message)
                    .retriedAt(record.notBefore().map(all::here));
        }
        return tried || !since.plus(patience).isAfter(Instant.now()) ? lost(Instant.MIN) : null;
    }

    private Outcome lost(Instant notBefore) {
        return Outcome.of(ticket, 0, Outcome.Kind.LOST, "given up by another process")
                .retriedAt(Optional.of(notBefore));
    }

    private Outcome succeeded(Result result) {
        return Outcome.of(ticket, 0, Outcome.Kind.SUCCEEDED, "")
                .with(result.outputs(), result.warnings())
                .after(Outcome.UNKNOWN_MILLIS);
    }
}
