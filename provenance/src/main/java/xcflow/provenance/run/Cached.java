package xcflow.provenance.run;

import java.time.Instant;
import java.util.Optional;

/**
 * A successful execution that may be reused.
 *
 * @param outputs JSON object of its outputs
 * @param run where it was computed; 0 when it was imported
 * @param origin who vouches for it if it was imported, such as {@code imported: unverified}
 */
public record Cached(
        long execution,
        String cacheKey,
        String outputs,
        long run,
        String step,
        Instant ended,
        Optional<String> origin) {}
