package xcflow.provenance.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import xcflow.provenance.state.Guard;
import xcflow.provenance.state.InstanceState;

/**
 * One step of a run times one matrix cell.
 *
 * @param number position in the plan, from 0
 * @param labels JSON object of the matrix labels
 * @param attempt number of attempts started, 0 before the first
 * @param cacheKey known once the inputs are
 * @param execution the one that gave the result, or the latest attempt
 * @param worker who holds the lease while {@code RUNNING}
 * @param notBefore earliest start of the next attempt
 * @param progress fraction done as last reported
 * @param message last progress message, or why the instance failed or was skipped
 * @param changed time of the last change of state
 * @param warnings expectations of the workflow that its result does not meet
 */
public record Instance(
        long run,
        int number,
        String step,
        String labels,
        InstanceState state,
        int attempt,
        Optional<String> cacheKey,
        Optional<Long> execution,
        Optional<Long> worker,
        Optional<Instant> leaseUntil,
        Optional<Instant> notBefore,
        OptionalDouble progress,
        Optional<String> message,
        Instant changed,
        List<Warning> warnings) {
    public Instance {
        warnings = List.copyOf(warnings);
    }

    /**
     * Whether what a guard asks for is true of it now, as the guard's SQL would find.
     *
     * @throws IllegalArgumentException if the guard asks for more than the record tells
     */
    public boolean meets(Guard guard, Instant now) {
        return switch (guard) {
            case NONE -> true;
            case DUE -> notBefore.filter(now::isBefore).isEmpty();
            case LEASE_EXPIRED -> leaseUntil.filter(now::isAfter).isPresent();
            case HELD -> throw new IllegalArgumentException("whose claim holds is not recorded");
        };
    }
}
