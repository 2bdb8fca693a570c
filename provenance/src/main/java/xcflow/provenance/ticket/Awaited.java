package xcflow.provenance.ticket;

import java.time.Instant;
import java.util.Optional;

/**
 * What waits, equal needs together.
 *
 * @param since when the first of them was put in
 * @param refused why a worker did not take one of them
 */
public record Awaited(Needs needs, int count, Instant since, Optional<String> refused) {}
