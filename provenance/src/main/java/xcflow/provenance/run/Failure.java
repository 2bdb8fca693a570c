package xcflow.provenance.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;

/**
 * How an attempt failed.
 *
 * @param message for the user
 * @param retryAt when the next attempt may start; empty: the instance has failed for good
 * @param log the execution's log
 * @param warnings what seemed doubtful before it failed
 * @param usage of processor, memory and disk until then
 */
public record Failure(
        String message,
        Optional<Instant> retryAt,
        Optional<ArtefactRef> log,
        List<Warning> warnings,
        Usage usage) {
    public Failure {
        warnings = List.copyOf(warnings);
    }

    /** A failure of which it is not known what was used until then. */
    public Failure(
            String message,
            Optional<Instant> retryAt,
            Optional<ArtefactRef> log,
            List<Warning> warnings) {
        this(message, retryAt, log, warnings, Usage.UNKNOWN);
    }

    /** A failure without warnings. */
    public Failure(String message, Optional<Instant> retryAt, Optional<ArtefactRef> log) {
        this(message, retryAt, log, List.of(), Usage.UNKNOWN);
    }
}
