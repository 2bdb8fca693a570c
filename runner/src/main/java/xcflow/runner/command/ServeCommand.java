package xcflow.runner.command;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.http.TlsFiles;
import xcflow.runner.schedule.ScheduleServer;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.ServerOutput;
import xcflow.runner.web.SiteSettings;
import xcflow.runner.web.Website;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.workflows.schema.TaskCatalog;

/** Runs scheduled workflows while it is up, and shows what goes on. */
@Command(
        name = "serve",
        description = "Run the scheduled workflows and show pages in a browser, until Ctrl-C.",
        subcommands = TokenCommand.class)
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
                    "Port of the pages; 0 for any free one (default: "
                            + USUAL_PORT
                            + ", or any free one if that is taken).")
    private Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "localhost",
            description =
                    "Address on which the pages are (default: this machine only). At any other, a"
                            + " token is needed even for reading, and TLS or --insecure.")
    private String host;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "Further name under which the server is addressed. Can be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Certificate of the server and those that signed it, in PEM.")
    private Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Private key of the certificate, in PEM (PKCS #8).")
    private Path key;

    @Option(
            names = "--insecure",
            description = "Listen on the network without TLS: others can read tokens and pages.")
    private boolean insecure;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "",
            description =
                    "Directory whose workflows can be seen, changed and run in the pages (default:"
                            + " the working directory).")
    private Path directory;

    @Option(names = "--no-page", description = "Show no pages.")
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
                Schedules schedules = Schedules.open(project.provenance().database())) {
            project.expireDeadWorkers();
            TaskCatalog tasks =
                    TaskCatalog.load()
                            .with(name -> NamedFunctionals.now(project.provenance()).path(name));
            ScheduleServer server =
                    new ScheduleServer(project, tasks, schedules, jobs, out, System.err);
            Website.Parts parts = new Website.Parts(tasks, schedules, server);
            try (Website site = noPage ? null : site(project, parts)) {
                if (site != null) {
                    out.say(
                            "page",
                            Map.of("address", site.address(), "link", site.link()),
                            "pages: "
                                    + site.address()
                                    + "\nto act there (run, cancel, tag), open: "
                                    + site.link());
                }
                server.serve();
            }
            return 0;
        }
    }

    private SiteSettings settings() throws RefusedException {
        if ((certificate == null) != (key == null)) {
            throw new RefusedException("xcflow: --tls-certificate and --tls-key belong together");
        }
        return new SiteSettings(
                host,
                port == null ? USUAL_PORT : port,
                names,
                Optional.ofNullable(certificate).map(file -> new TlsFiles(file, key)),
                insecure,
                directory.toAbsolutePath().normalize());
    }

    private Website site(Project project, Website.Parts parts)
            throws IOException, RefusedException {
        SiteSettings settings = settings();
        try {
            return Website.open(project, parts, settings);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        } catch (BindException e) {
            if (port == null) {
                return Website.open(project, parts, settings.at(0));
            }
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: the pages cannot be at %s, port %d: %s",
                            host,
                            port,
                            e.getMessage()));
        }
    }
}
