package xcflow.runner.home;

import java.io.IOException;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Settlement;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/** Runs that are recorded as running although no process works on them any more. */
public record LeftRuns(Project project) {

    /** Ends such a run, and what its process left. */
    public void end(long run) throws IOException {
        project.expireDeadWorkers();
        RunLedger ledger = project.ledger();
        ledger.reopen(run);
        ledger.settle(
                run,
                ledger.instances(run).stream()
                        .filter(instance -> !instance.state().finished())
                        .map(
                                instance ->
                                        new Settlement(
                                                instance.number(),
                                                InstanceState.CANCELLED,
                                                "cancelled"))
                        .toList());
        ledger.finish(run, RunState.CANCELLED, null, "cancelled");
    }
}
