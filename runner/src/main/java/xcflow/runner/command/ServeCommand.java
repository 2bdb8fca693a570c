package xcflow.runner.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.project.Project;
import xcflow.runner.project.RunLock;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.Server;
import xcflow.workflows.schema.TaskCatalog;

/** Runs scheduled workflows while it is up. */
@Command(name = "serve", description = "Run the scheduled workflows, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    /** Lock of the server itself; runs are numbered from 1. */
    private static final long SERVER = 0;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads for all instances together (default: all processors).")
    private int jobs;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Project project = Project.open(Xcflow.home(spec));
                RunLock lock =
                        RunLock.take(project.home(), SERVER)
                                .orElseThrow(
                                        () ->
                                                new RefusedException(
                                                        "xcflow: another process serves this project"));
                Schedules schedules = Schedules.open(project.provenance().database())) {
            project.buryTheDead();
            new Server(project, TaskCatalog.load(), schedules, jobs, System.out).serve();
            return 0;
        }
    }
}
