package xcflow.runner.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step of a run.
 *
 * @param uses name of its task; empty if the workflow cannot be read any more
 * @param needs steps that come before it
 * @param counts number of instances by state, in lower case
 * @param changed when one of its instances changed last
 */
public record StepDetail(
        String step,
        String uses,
        String description,
        List<String> needs,
        Map<String, Integer> counts,
        Optional<Instant> changed) {

    /** Number of instances known so far. */
    public int instances() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
