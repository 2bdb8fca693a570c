package xcflow.provenance.run;

import java.time.Instant;

/**
 * A successful execution that may be reused.
 *
 * @param outputs JSON object of its outputs
 * @param run where it was computed; 0 when it was imported
 */
public record Cached(
        long execution, String cacheKey, String outputs, long run, String step, Instant ended) {}
