package xcflow.runner.view;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/**
 * A run as it is shown.
 *
 * @param run as recorded
 * @param interrupted whether it is recorded as running although no process works on it
 * @param imported where it came from; empty if it was made here
 * @param marks its name, labels and notes
 */
public record RunView(Run run, boolean interrupted, Optional<String> imported, Marks marks) {

    /** A run without a name, labels or notes. */
    public RunView(Run run, boolean interrupted, Optional<String> imported) {
        this(run, interrupted, imported, Marks.NONE);
    }

    /**
     * What is shown as the state of a run that is recorded as running, but on which nobody works.
     */
    public static final String INTERRUPTED = "INTERRUPTED";

    /** State for people and programs: that of the record, or {@link #INTERRUPTED}. */
    public String state() {
        return interrupted ? INTERRUPTED : run.state().name();
    }

    /** Whether a process works on it. */
    public boolean goingOn() {
        return run.state() == RunState.RUNNING && !interrupted;
    }

    /**
     * Time that it took, or has taken until now; empty if nobody knows how long it was worked on.
     */
    public Optional<Duration> took(Instant now) {
        Duration took = Duration.between(run.created(), run.ended().orElse(now));
        return interrupted
                ? Optional.empty()
                : Optional.of(took.isNegative() ? Duration.ZERO : took);
    }

    /** Number of instances in each state that occurs, by its name in lower case, in their order. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (InstanceState state : InstanceState.values()) {
            int count = run.counts().getOrDefault(state, 0);
            if (count > 0) {
                counts.put(state.name().toLowerCase(Locale.ROOT), count);
            }
        }
        return counts;
    }

    /** Numbers of instances by state, such as {@code 12 cached, 1 failed}. */
    public String countsText() {
        return counts().entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Number of instances known so far. */
    public int known() {
        return run.counts().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Number of instances that are over. */
    public int done() {
        return run.counts().entrySet().stream()
                .filter(count -> count.getKey().finished())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
