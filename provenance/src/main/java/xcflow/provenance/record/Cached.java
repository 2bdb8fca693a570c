package xcflow.provenance.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A successful execution that may be reused.
 *
 * @param outputs JSON object of its outputs
 * @param run where it was computed; 0 when it was imported
 * @param origin who vouches for it if it was imported, such as {@code imported: unverified}
 * @param warnings what is doubtful about its result
 */
public record Cached(
        long execution,
        String cacheKey,
        String outputs,
        long run,
        String step,
        Instant ended,
        List<Warning> warnings,
        Optional<String> origin) {
    public Cached {
        warnings = List.copyOf(warnings);
    }
}
