package xcflow.runner.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.runner.explain.Explanation.Verdict;

/** Explains what a recorded run reused and why it computed the rest. */
public final class RunExplainer {
    private final RunLedger ledger;
    private final Origin origin;
    private final Function<Instance, String> label;

    /** What is to be said of an execution that was imported. */
    @FunctionalInterface
    public interface Origin {
        Optional<String> of(long execution);
    }

    public RunExplainer(RunLedger ledger, Origin origin, Function<Instance, String> label) {
        this.ledger = ledger;
        this.origin = origin;
        this.label = label;
    }

    /** Why each of the instances was computed or not. */
    public List<Explanation> explain(Run run, List<Instance> instances) {
        List<Explanation> all = new ArrayList<>();
        for (Instance instance : instances) {
            all.add(explain(run, instance));
        }
        return all;
    }

    private Explanation explain(Run run, Instance instance) {
        List<Execution> executions = ledger.executions(run.id(), instance.number());
        if (executions.isEmpty()) {
            return explanation(
                    instance,
                    instance.state() == InstanceState.SKIPPED ? Verdict.SKIPPED : Verdict.UNKNOWN,
                    instance.message().orElse("not executed (" + instance.state() + ")"));
        }
        Execution execution = executions.get(executions.size() - 1);
        if (instance.state() == InstanceState.CACHED) {
            return new Explanation(
                    instance.step(),
                    label.apply(instance),
                    Verdict.HIT,
                    execution.id(),
                    execution.run().orElse(0L),
                    "the same as execution "
                            + execution.id()
                            + execution.run().map(r -> " of run " + r).orElse("")
                            + origin.of(execution.id()).map(text -> " (" + text + ")").orElse(""),
                    List.of());
        }
        return NearestExecution.of(
                        ledger,
                        execution.task(),
                        run.workflow(),
                        instance.step(),
                        execution.keyComponents(),
                        executions.get(0).id())
                .map(nearest -> Explanation.miss(instance.step(), label.apply(instance), nearest))
                .orElseGet(
                        () ->
                                explanation(
                                        instance,
                                        Verdict.MISS,
                                        "the task "
                                                + execution.task()
                                                + " had never succeeded before"));
    }

    private Explanation explanation(Instance instance, Verdict verdict, String reason) {
        return Explanation.of(instance.step(), label.apply(instance), verdict, reason);
    }
}
