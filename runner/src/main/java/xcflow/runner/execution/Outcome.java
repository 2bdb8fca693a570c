package xcflow.runner.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.Warning;

/**
 * What became of a ticket.
 *
 * @param run the run
 * @param instance number of the instance
 * @param kind how it ended
 * @param message why it failed; otherwise empty
 * @param retryAt when the next attempt may start, after a failure that will be retried or a loss
 * @param outputs JSON of the outputs after a success; otherwise empty
 * @param warnings what is doubtful about the result
 * @param execution id of the execution; 0 if none was opened
 * @param millis how long the task was computing, or {@link #UNKNOWN_MILLIS}
 */
public record Outcome(
        long run,
        int instance,
        Kind kind,
        String message,
        Optional<Instant> retryAt,
        String outputs,
        List<Warning> warnings,
        long execution,
        long millis) {

    /** Another process computed. */
    static final long UNKNOWN_MILLIS = -1;

    /** Ways to end. */
    public enum Kind {
        /** Computed and recorded. */
        SUCCEEDED,
        /** Failed and recorded. */
        FAILED,
        /** Stopped on request; the instance can be executed again. */
        STOPPED,
        /** Nobody has it any more, or someone else; nothing was recorded. */
        LOST
    }

    static Outcome of(Ticket ticket, long execution, Kind kind, String message) {
        return new Outcome(
                ticket.work().run(),
                ticket.work().instance(),
                kind,
                message,
                Optional.empty(),
                "",
                List.of(),
                execution,
                0);
    }

    Outcome retriedAt(Optional<Instant> at) {
        return new Outcome(run, instance, kind, message, at, outputs, warnings, execution, millis);
    }

    Outcome after(long computing) {
        return new Outcome(
                run, instance, kind, message, retryAt, outputs, warnings, execution, computing);
    }

    Outcome with(String json, List<Warning> doubts) {
        return new Outcome(run, instance, kind, message, retryAt, json, doubts, execution, millis);
    }
}
