package xcflow.runner.view;

import java.time.Instant;
import xcflow.provenance.record.Worker;
import xcflow.runner.home.Project;

/**
 * A process that executes instances.
 *
 * @param alive whether it still is there; those of other machines count as long as they may be
 */
public record WorkerSummary(
        long worker,
        String host,
        long pid,
        String version,
        String jvm,
        Instant started,
        boolean alive) {

    public static WorkerSummary of(Worker worker) {
        return new WorkerSummary(
                worker.id(),
                worker.host(),
                worker.pid(),
                worker.codeVersion(),
                worker.jvm(),
                worker.started(),
                Project.isAlive(worker));
    }
}
