package xcflow.runner.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import xcflow.provenance.access.AccessToken;
import xcflow.runner.home.Project;
import xcflow.runner.http.Access;
import xcflow.runner.http.Call;
import xcflow.runner.http.EventStreams;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.http.RouteTable;
import xcflow.runner.http.WebServer;
import xcflow.runner.run.Submission;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.ServedRuns;
import xcflow.runner.version.Version;
import xcflow.runner.view.ExecutionLogs;
import xcflow.runner.view.ExperimentFiles;
import xcflow.runner.view.FunctionalDetails;
import xcflow.runner.view.GeometryNames;
import xcflow.runner.view.RunDetails;
import xcflow.runner.web.act.AuditActs;
import xcflow.runner.web.act.ExperimentActs;
import xcflow.runner.web.act.FunctionalActs;
import xcflow.runner.web.act.RunActs;
import xcflow.runner.web.api.Api;
import xcflow.runner.web.api.ApiJson;
import xcflow.runner.web.page.ArtefactPages;
import xcflow.runner.web.page.ArtefactPreviews;
import xcflow.runner.web.page.Assets;
import xcflow.runner.web.page.AuditPages;
import xcflow.runner.web.page.ComparePages;
import xcflow.runner.web.page.ExperimentPages;
import xcflow.runner.web.page.FunctionalPages;
import xcflow.runner.web.page.HomePages;
import xcflow.runner.web.page.InstancePages;
import xcflow.runner.web.page.PageTemplates;
import xcflow.runner.web.page.RunPages;
import xcflow.runner.web.page.StructurePages;
import xcflow.workflows.schema.TaskCatalog;

/**
 * A project in a browser, and for programs. Pages need neither scripts nor the network; with
 * scripts they follow what goes on.
 */
public final class Website implements AutoCloseable {
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Cache-Control", "no-store",
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "same-origin",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Content-Security-Policy",
                            "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self';"
                                    + " img-src 'self' data:; connect-src 'self'; form-action 'self';"
                                    + " base-uri 'none'; frame-ancestors 'none'");

    private final WebServer server;
    private final ChangeWatch watch;
    private final Access access;
    private final String base;

    private Website(Project project, Parts parts, SiteSettings settings, InetAddress address)
            throws IOException {
        boolean loopback = address.isLoopbackAddress();
        EventStreams events = new EventStreams();
        this.access =
                new Access(
                        names(settings, address),
                        loopback,
                        settings.tls().isPresent(),
                        project.provenance().database().clock(),
                        text -> bearer(project, text));
        PageTemplates templates =
                new PageTemplates(project.home().directory().toString(), Version.text());
        this.server =
                new WebServer(
                        new InetSocketAddress(address, settings.port()),
                        settings.tls(),
                        HEADERS,
                        new RouteTable(
                                access,
                                routes(project, parts, settings, templates, events),
                                (call, status, sentence) ->
                                        refusal(templates, call, status, sentence)),
                        events);
        this.watch = new ChangeWatch(project, events);
        String host =
                loopback
                        ? "localhost"
                        : address.isAnyLocalAddress() ? machine() : inAddress(settings.host());
        this.base =
                (settings.tls().isPresent() ? "https" : "http")
                        + "://"
                        + host
                        + ":"
                        + server.port();
    }

    /** What the pages are about. */
    public record Parts(TaskCatalog tasks, Schedules schedules, ServedRuns control) {}

    /**
     * Opens the server.
     *
     * @throws BindException if something else listens there
     * @throws IllegalArgumentException if others could read what is sent, or there is no such
     *     address, or the server cannot prove itself with its certificate
     */
    public static Website open(Project project, Parts parts, SiteSettings settings)
            throws IOException {
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    settings.host() + " is neither an address nor the name of a machine", e);
        }
        if (!address.isLoopbackAddress() && settings.tls().isEmpty() && !settings.insecure()) {
            throw new IllegalArgumentException(
                    "at "
                            + settings.host()
                            + " others on the network could read tokens and pages: give"
                            + " --tls-certificate and --tls-key, or say --insecure");
        }
        return new Website(project, parts, settings, address);
    }

    private static Set<String> names(SiteSettings settings, InetAddress address) {
        Set<String> names = new HashSet<>(settings.names());
        if (address.isLoopbackAddress()) {
            names.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        } else {
            names.addAll(List.of(inAddress(settings.host()), spelled(address), machine()));
        }
        if (address.isAnyLocalAddress()) {
            names.addAll(ownAddresses());
        }
        return names;
    }

    /** Addresses of this machine. */
    private static List<String> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Website::spelled)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static String spelled(InetAddress address) {
        // Without the interface that follows addresses of one link.
        return inAddress(address.getHostAddress().replaceFirst("%.*", ""));
    }

    /** A host as it stands in an address. */
    private static String inAddress(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }

    private static Optional<Access.Bearer> bearer(Project project, String text) {
        return project.provenance()
                .tokens()
                .find(text)
                .map(
                        token ->
                                new Access.Bearer(
                                        token.name(), token.scope() == AccessToken.Scope.ACT));
    }

    private List<Route> routes(
            Project project,
            Parts parts,
            SiteSettings settings,
            PageTemplates templates,
            EventStreams events) {
        RunDetails runs =
                new RunDetails(project, new Submission(project.provenance(), parts.tasks()));
        RunActs acts = new RunActs(project, parts.control(), settings.directory());
        GeometryNames geometries = new GeometryNames(project);
        FunctionalDetails functionals = new FunctionalDetails(project, geometries);
        FunctionalActs functionalActs = new FunctionalActs(project);
        AuditActs audits = new AuditActs(project, parts.tasks(), events);
        ExperimentFiles experiments = new ExperimentFiles(settings.directory(), parts.tasks());
        ArtefactPreviews previews = new ArtefactPreviews(project);
        List<Route> routes = new ArrayList<>(new Assets().routes());
        routes.addAll(new HomePages(project, parts.schedules(), runs, access, templates).routes());
        routes.addAll(new RunPages(project, parts.tasks(), runs, acts, templates).routes());
        routes.addAll(
                new InstancePages(runs, new ExecutionLogs(project), previews, acts, templates)
                        .routes());
        routes.addAll(new ComparePages(runs, previews, templates).routes());
        routes.addAll(new ArtefactPages(project, previews, functionals, templates).routes());
        routes.addAll(new FunctionalPages(functionals, functionalActs, templates).routes());
        routes.addAll(
                new ExperimentPages(
                                experiments,
                                new ExperimentActs(project, parts.tasks()),
                                acts,
                                templates)
                        .routes());
        routes.addAll(new AuditPages(project, audits, templates).routes());
        routes.addAll(new StructurePages(project, geometries, templates).routes());
        routes.addAll(
                new Api(
                                new Api.Parts(
                                        project,
                                        parts.tasks(),
                                        parts.schedules(),
                                        runs,
                                        acts,
                                        functionals,
                                        functionalActs,
                                        audits,
                                        experiments))
                        .routes());
        routes.add(
                new Route(
                        "GET",
                        "/status.json",
                        Route.Need.READ,
                        call ->
                                Reply.text(
                                        200,
                                        "application/json",
                                        JsonMapper.shared()
                                                .writeValueAsString(
                                                        Status.of(project, parts.schedules())))));
        return routes;
    }

    private static Reply refusal(PageTemplates templates, Call call, int status, String sentence) {
        if (call.path().startsWith("/api/")) {
            Reply problem = ApiJson.problem(status, sentence);
            return status == 401 ? problem.with("WWW-Authenticate", "Bearer") : problem;
        }
        try {
            String title =
                    status == 404
                            ? "Not found"
                            : status == 401 || status == 403 ? "Not allowed" : "This did not work";
            return Reply.html(
                    status,
                    templates.page(
                            "error",
                            call,
                            Map.of("status", status, "title", title, "sentence", sentence)));
        } catch (IOException | RuntimeException e) {
            return Reply.text(status, "text/plain; charset=utf-8", sentence + "\n");
        }
    }

    /** Where the pages are. */
    public String address() {
        return base + "/";
    }

    /** The link that begins a session in which one may act. */
    public String link() {
        return base + "/session?key=" + access.key();
    }

    @Override
    public void close() {
        watch.close();
        server.close();
    }
}
