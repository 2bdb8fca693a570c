package xcflow.runner.command;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.schedule.ScheduleServer;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.ServerOutput;
import xcflow.runner.web.StatusServer;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.schema.TaskCatalog;

/** Runs scheduled workflows while it is up, and shows what goes on. */
@Command(
        name = "serve",
        description = "Run the scheduled workflows and show a status page, until Ctrl-C.")
final class ServeCommand implements Callable<Integer>, Launched {

    /** Lock of the server itself; runs are numbered from 1. */
    private static final long SERVER = 0;

    /** Port of the status page unless the user chooses another. */
    private static final int USUAL_PORT = 8470;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            converter = JobCount.class,
            defaultValue = "0",
            description = "Threads for all instances together (default: all processors).")
    private int jobs;

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Port of the status page; 0 for any free one (default: "
                            + USUAL_PORT
                            + ", or any free one if that is taken).")
    private Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "localhost",
            description =
                    "Address on which the status page listens (default: this machine only)."
                            + " Anybody who can reach it can read the page.")
    private String host;

    @Option(names = "--no-page", description = "Show no status page.")
    private boolean noPage;

    @Option(names = "--json", description = "Print events as lines of JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.CONDUCT));
    }

    @Override
    public Integer call() throws Exception {
        ServerOutput out = new ServerOutput(Xcflow.results(spec), json);
        try (Project project = Xcflow.project(spec);
                RunLock lock =
                        RunLock.take(project, SERVER)
                                .orElseThrow(
                                        () ->
                                                new RefusedException(
                                                        "xcflow: another process serves this project"));
                Schedules schedules = Schedules.open(project.provenance().database());
                StatusServer page = noPage ? null : page(project, schedules)) {
            project.expireDeadWorkers();
            if (page != null) {
                out.say(
                        "page",
                        Map.of("address", page.address()),
                        "status page: " + page.address());
            }
            new ScheduleServer(
                            project,
                            TaskCatalog.load()
                                    .with(
                                            name ->
                                                    NamedFunctionals.now(project.provenance())
                                                            .path(name)),
                            schedules,
                            jobs,
                            out,
                            System.err)
                    .serve();
            return 0;
        }
    }

    private StatusServer page(Project project, Schedules schedules)
            throws IOException, RefusedException {
        try {
            return StatusServer.open(project, schedules, host, port == null ? USUAL_PORT : port);
        } catch (BindException e) {
            if (port == null) {
                return StatusServer.open(project, schedules, host, 0);
            }
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: the status page cannot listen at %s, port %d: %s",
                            host,
                            port,
                            e.getMessage()));
        }
    }
}
