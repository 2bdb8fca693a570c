package xcflow.runner.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the list of runs.
 *
 * @param state also INTERRUPTED
 * @param seconds that it took or has taken; empty if nobody knows
 * @param counts number of instances by state, in lower case
 * @param done instances that are over
 * @param known instances known so far
 */
public record RunSummary(
        long run,
        String workflow,
        String file,
        String state,
        String origin,
        Instant created,
        Optional<Instant> ended,
        Optional<Double> seconds,
        Map<String, Integer> counts,
        int done,
        int known,
        Optional<String> message,
        Optional<String> imported,
        Optional<String> name,
        Map<String, String> labels,
        List<String> notes) {

    /** What a list shows of a run. */
    public static RunSummary of(RunView view, Instant now) {
        return new RunSummary(
                view.run().id(),
                view.run().workflow(),
                view.run().file(),
                view.state(),
                view.run().origin(),
                view.run().created(),
                view.run().ended(),
                view.took(now).map(RunSummary::seconds),
                view.counts(),
                view.done(),
                view.known(),
                view.run().message(),
                view.imported(),
                view.marks().name(),
                view.marks().labels(),
                view.marks().notes());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Part that is over, in per cent. */
    public int percent() {
        return known == 0 ? 0 : (int) (100L * done / known);
    }

    /** Whether it may still change by itself: a process works on it, or it pauses. */
    public boolean active() {
        return state.equals("RUNNING") || paused();
    }

    /** Whether nothing new of it is begun. */
    public boolean paused() {
        return state.equals("PAUSED");
    }
}
