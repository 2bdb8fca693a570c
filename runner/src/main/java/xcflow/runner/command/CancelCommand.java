package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Settlement;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.view.RunViews;

/** Asks the process that works on a run to end it. */
@Command(name = "cancel", description = "Cancel a run that is in progress, from another terminal.")
final class CancelCommand implements Callable<Integer>, OpensProject {
    @Parameters(index = "0", paramLabel = "RUN", description = "Number of the run, or 'latest'.")
    private String number;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            if (run.state() != RunState.RUNNING) {
                throw new RefusedException(
                        "xcflow: run " + run.id() + " has already ended (" + run.state() + ")");
            }
            if (new RunViews(project).of(run).interrupted()) {
                end(project, run.id());
            } else {
                project.ledger().requestCancel(run.id());
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, Map.of("run", run.id(), "cancelled", true));
            } else {
                out.println(
                        "run "
                                + run.id()
                                + " is being cancelled; to continue: xcflow resume "
                                + run.id());
            }
            out.flush();
            return 0;
        }
    }

    /** Ends a run on which no process works: what its process left, too. */
    private static void end(Project project, long run) throws IOException {
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
