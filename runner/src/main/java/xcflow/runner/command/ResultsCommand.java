package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.results.RunResults;
import xcflow.runner.run.Submission;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.TaskCatalog;

/** Places the results of a run, again or elsewhere. */
@Command(
        name = "results",
        description =
                "Place the outputs of a run as files, where its workflow says or in another directory.")
final class ResultsCommand implements Callable<Integer>, OpensProject {
    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Number or name of the run, or 'latest'.")
    private String number;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Directory to place them in (default: that of the workflow).")
    private Path into;

    @Option(names = "--force", description = "Overwrite files that were not placed by xcflow.")
    private boolean force;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Records.existing(spec)) {
            Run run = Records.run(project, number);
            if (run.state() != RunState.SUCCEEDED) {
                throw new RefusedException(
                        "xcflow: run " + run.id() + " is " + run.state() + " and has no results");
            }
            Workflow workflow =
                    new Submission(project.provenance(), TaskCatalog.load()).recorded(run);
            if (into == null && workflow.results().isEmpty()) {
                throw new RefusedException(
                        "xcflow: the workflow of run "
                                + run.id()
                                + " has no 'results': say where with --into");
            }
            RunResults.Report report =
                    new RunResults(project, workflow)
                            .place(
                                    run.id(),
                                    Optional.ofNullable(into).map(Path::toAbsolutePath),
                                    force);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, report.facts());
            } else {
                out.println(
                        String.format(
                                Locale.ROOT,
                                "%s: %d placed, %d unchanged, %d removed, %d left alone",
                                report.directory(),
                                report.placed().size(),
                                report.unchanged().size(),
                                report.removed().size(),
                                report.kept().size()));
                report.kept().forEach((path, why) -> out.println("  " + path + ": " + why));
            }
            out.flush();
            return report.kept().isEmpty() ? 0 : Errors.FAILED;
        }
    }
}
