package xcflow.runner.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Worker;
import xcflow.runner.home.Project;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Machine;

/**
 * The kernels of linear algebra that executions are recorded with. A process has one kernel, so
 * that a replay asks for the one that most of its executions had; what others had is compared
 * within tolerance.
 */
final class RecordedKernels {
    private final Project project;
    private final Map<Long, Optional<String>> known = new HashMap<>();

    RecordedKernels(Project project) {
        this.project = project;
    }

    /** Asks for the commonest kernel of these executions, before anything is computed. */
    void prefer(List<Execution> executions) {
        Map<String, Integer> counts = new HashMap<>();
        for (Execution execution : executions) {
            kernel(execution.worker()).ifPresent(kernel -> counts.merge(kernel, 1, Integer::sum));
        }
        counts.entrySet().stream()
                .max(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .ifPresent(
                        entry ->
                                ServiceLoader.load(Machine.class)
                                        .findFirst()
                                        .ifPresent(machine -> machine.prefer(entry.getKey())));
    }

    private Optional<String> kernel(long worker) {
        return known.computeIfAbsent(
                worker,
                id ->
                        project.ledger()
                                .worker(id)
                                .map(Worker::details)
                                .map(PlainJson::readMap)
                                .map(details -> details.get(Project.COMPUTES))
                                .filter(Map.class::isInstance)
                                .map(facts -> (String) ((Map<?, ?>) facts).get("kernel")));
    }
}
