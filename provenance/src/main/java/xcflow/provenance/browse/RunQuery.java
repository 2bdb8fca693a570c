package xcflow.provenance.browse;

import java.time.Instant;
import java.util.Optional;
import xcflow.provenance.state.RunState;

/**
 * Which runs are wanted; what is empty does not matter.
 *
 * @param workflow part of the workflow's name, whatever the case of its letters
 * @param label {@code key=value}, a key, or the name of a run
 * @param since runs that were submitted at this time or later
 * @param until runs that were submitted before this time
 */
public record RunQuery(
        Optional<RunState> state,
        Optional<String> workflow,
        Optional<String> label,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** All runs. */
    public static final RunQuery ALL =
            new RunQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** All runs in a state. */
    public static RunQuery in(RunState state) {
        return new RunQuery(
                Optional.of(state),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
