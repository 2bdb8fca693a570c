package xcflow.runner.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Warning;

/**
 * A line of the list of a run's instances.
 *
 * @param label step and matrix cell
 * @param percent progress as last reported
 * @param execution that gave the result, or the latest attempt
 */
public record InstanceSummary(
        long run,
        int number,
        String step,
        Map<String, Object> matrix,
        String label,
        String state,
        int attempt,
        Optional<Integer> percent,
        Optional<String> message,
        Optional<Long> execution,
        Optional<String> cacheKey,
        Optional<String> imported,
        List<String> warnings,
        Instant changed) {

    /** What a list shows of an instance. */
    public static InstanceSummary of(InstanceView view) {
        return new InstanceSummary(
                view.instance().run(),
                view.instance().number(),
                view.instance().step(),
                view.matrix(),
                view.label(),
                view.state(),
                view.instance().attempt(),
                view.percent().isPresent()
                        ? Optional.of(view.percent().getAsInt())
                        : Optional.empty(),
                view.instance().message(),
                view.instance().execution(),
                view.instance().cacheKey(),
                view.imported(),
                view.warnings().stream().map(Warning::toString).toList(),
                view.instance().changed());
    }
}
