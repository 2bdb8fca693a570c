package xcflow.runner.execution;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.run.Work;
import xcflow.provenance.ticket.Needs;

/**
 * The message that asks for an execution; everything that a worker needs besides the stores. It
 * travels as JSON, so that the queue may be a broker. Losing one costs nothing: the database knows
 * what is ready.
 *
 * @param work what to compute
 * @param step the step's id, for people
 * @param label step and matrix cell, for people
 * @param memory bytes of memory that the instance may need
 * @param timeoutMillis longest time of one attempt; 0: no limit
 * @param attempts number of attempts allowed
 * @param backoffMillis pause before the second attempt; doubles with every further one
 * @param onExit exit statuses after which it is tried again, and {@code timeout}; empty: all
 * @param needs of the worker that takes it
 */
public record Ticket(
        Work work,
        String step,
        String label,
        long memory,
        long timeoutMillis,
        int attempts,
        long backoffMillis,
        List<String> onExit,
        Needs needs) {
    public Ticket {
        // Tickets of earlier versions have none.
        onExit = onExit == null ? List.of() : List.copyOf(onExit);
    }

    /** A ticket that needs threads and memory, and may take as long as its time limit. */
    public Ticket(
            Work work,
            String step,
            String label,
            long memory,
            long timeoutMillis,
            int attempts,
            long backoffMillis,
            List<String> onExit) {
        this(
                work,
                step,
                label,
                memory,
                timeoutMillis,
                attempts,
                backoffMillis,
                onExit,
                new Needs("", work.threads(), memory, 0, timeoutMillis));
    }

    /** Longest pause between two attempts. */
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);

    /** The ticket as the body of a message. */
    public String toJson() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /** Reads the body of a message. */
    public static Ticket fromJson(String json) {
        return JsonMapper.shared().readValue(json, Ticket.class);
    }

    /**
     * Whether a failure is one after which it is to be tried again.
     *
     * @param reason exit status or {@code timeout}; empty if it was neither
     */
    boolean repeats(String reason) {
        return onExit.isEmpty() || onExit.contains(reason);
    }

    /** The same of an instance that had a number of attempts. */
    public Ticket after(int earlier) {
        return new Ticket(
                work.after(earlier),
                step,
                label,
                memory,
                timeoutMillis,
                attempts,
                backoffMillis,
                onExit,
                needs);
    }

    /** Pause after the given failed attempt, counted from 1. */
    public Duration backoff(int attempt) {
        double millis = backoffMillis * Math.pow(2, Math.min(attempt - 1, 40));
        return millis > LONGEST_BACKOFF.toMillis()
                ? LONGEST_BACKOFF
                : Duration.ofMillis((long) millis);
    }
}
