package xcflow.provenance.run;

import java.time.Instant;
import java.util.List;

/**
 * A successful execution that may be reused.
 *
 * @param outputs JSON object of its outputs
 * @param run where it was computed; 0 when it was imported
 * @param warnings what is doubtful about its result
 */
public record Cached(
        long execution,
        String cacheKey,
        String outputs,
        long run,
        String step,
        Instant ended,
        List<Warning> warnings) {
    public Cached {
        warnings = List.copyOf(warnings);
    }
}
