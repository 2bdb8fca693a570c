package xcflow.provenance.block;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a site beside its settings.
 *
 * @param polled when its batch system was last asked or told something
 * @param failures number of blocks in a row that ended before a worker joined
 * @param paused why nothing is submitted any more
 * @param unknown why the batch system could not be asked the last time
 */
public record SiteRecord(
        String name,
        Optional<Instant> polled,
        int failures,
        Optional<String> paused,
        Optional<String> unknown) {}
