package xcflow.runner.execution;

import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.run.Work;

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
 */
public record Ticket(
        Work work,
        String step,
        String label,
        long memory,
        long timeoutMillis,
        int attempts,
        long backoffMillis) {

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

    /** Pause after the given failed attempt, counted from 1. */
    public Duration backoff(int attempt) {
        double millis = backoffMillis * Math.pow(2, Math.min(attempt - 1, 40));
        return millis > LONGEST_BACKOFF.toMillis()
                ? LONGEST_BACKOFF
                : Duration.ofMillis((long) millis);
    }
}
