package xcflow.runner.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.Provenance;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.InstanceState;

/** Reads the instances of runs, and their executions, as they are shown. */
public final class InstanceViews {
    /** For more than so many, the warnings of all instances are read at once. */
    private static final int FEW = 500;

    private final Provenance provenance;

    public InstanceViews(Provenance provenance) {
        this.provenance = provenance;
    }

    /** All instances of a run in the order of the plan. */
    public List<InstanceView> of(Run run) {
        return of(run, provenance.runs().instances(run.id()));
    }

    /** Some instances of a run. */
    public List<InstanceView> of(Run run, List<Instance> instances) {
        Map<Integer, List<Warning>> warnings =
                instances.size() > FEW
                        ? provenance.runs().warnings(run.id())
                        : provenance
                                .browse()
                                .warnings(
                                        run.id(),
                                        instances.stream().map(Instance::number).toList());
        Map<Long, String> imported =
                imported(
                        instances.stream()
                                .flatMap(instance -> instance.execution().stream())
                                .distinct()
                                .toList());
        return instances.stream()
                .map(
                        instance ->
                                new InstanceView(
                                        instance,
                                        warnings.getOrDefault(instance.number(), List.of()),
                                        instance.execution().map(imported::get)))
                .toList();
    }

    /**
     * What is being executed, at most so many; as long as there is no result, nothing warns of it.
     */
    public List<InstanceView> running(Run run, int limit) {
        return provenance.runs().instances(run.id(), InstanceState.RUNNING, limit).stream()
                .map(instance -> new InstanceView(instance, List.of(), Optional.empty()))
                .toList();
    }

    /** Attempts of an instance in their order; that of a cached one is the one that it uses. */
    public List<ExecutionView> executions(Instance instance) {
        List<Execution> executions =
                provenance.runs().executions(instance.run(), instance.number());
        Map<Long, String> imported = imported(executions.stream().map(Execution::id).toList());
        return executions.stream()
                .map(
                        execution ->
                                new ExecutionView(
                                        execution,
                                        provenance.runs().outputArtefacts(execution.id()),
                                        Optional.ofNullable(imported.get(execution.id()))))
                .toList();
    }

    private Map<Long, String> imported(List<Long> executions) {
        return executions.isEmpty() ? Map.of() : provenance.origins().executions(executions);
    }
}
