package xcflow.runner.view;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;

/**
 * An execution as it is shown.
 *
 * @param execution as recorded
 * @param artefacts that it stored
 * @param imported where it came from; empty if it was made here
 */
public record ExecutionView(
        Execution execution, List<ArtefactRef> artefacts, Optional<String> imported) {
    public ExecutionView {
        artefacts = List.copyOf(artefacts);
    }

    /** State for people and programs. */
    public String state() {
        return execution.state().name();
    }

    /** Time that it took in seconds; empty if it has not ended. */
    public Optional<Double> seconds() {
        return seconds(execution);
    }

    /** As {@link #seconds()}. */
    public static Optional<Double> seconds(Execution execution) {
        return execution
                .ended()
                .map(end -> Duration.between(execution.started(), end).toMillis() / 1000.0);
    }
}
