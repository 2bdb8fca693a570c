package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.runner.home.LeftRuns;
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
            if (run.state().finished()) {
                throw new RefusedException(
                        "xcflow: run " + run.id() + " has already ended (" + run.state() + ")");
            }
            if (new RunViews(project).of(run).interrupted()) {
                new LeftRuns(project).end(run.id());
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
}
