package xcflow.workflows.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run as a whole is conducted. None of it belongs to the cache key.
 *
 * @param timeout longest time from the moment at which a process takes the run up; empty: none
 * @param failFast whether everything is stopped at the first failure for good
 * @param priority runs with a higher one are given what there is first; usually 0
 * @param onEnd who is told when it ends
 */
public record RunSettings(
        Optional<Duration> timeout, boolean failFast, int priority, List<Notification> onEnd) {

    /** The usual values. */
    public static final RunSettings USUAL = new RunSettings(Optional.empty(), false, 0, List.of());
}
