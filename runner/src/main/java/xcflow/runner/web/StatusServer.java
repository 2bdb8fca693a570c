package xcflow.runner.web;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import xcflow.runner.home.Project;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.web.PageServer.Response;

/**
 * Shows what goes on in a project: {@code /} for people, which refreshes itself and needs neither
 * scripts nor the network, and {@code /status.json} for programs. It only reads, and answers only
 * requests that name this machine as this machine, so that no page of the web can read it through
 * the user's browser.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Cache-Control", "no-store",
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "no-referrer",
                    "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Project project;
    private final Schedules schedules;
    private final Configuration templates;
    private final PageServer server;
    private final boolean loopback;

    private StatusServer(Project project, Schedules schedules, InetSocketAddress address)
            throws IOException {
        this.project = project;
        this.schedules = schedules;
        this.loopback = address.getAddress().isLoopbackAddress();
        this.templates = templates();
        this.server = new PageServer(address, HEADERS, this::answer);
    }

    /**
     * Opens the server.
     *
     * @param host name or address to listen at
     * @param port 0: any that is free
     * @throws BindException if something else listens there
     */
    public static StatusServer open(Project project, Schedules schedules, String host, int port)
            throws IOException {
        InetAddress address = InetAddress.getByName(host);
        return new StatusServer(project, schedules, new InetSocketAddress(address, port));
    }

    /** Where the page is. */
    public String address() {
        InetSocketAddress at = server.address();
        String host = loopback ? "localhost" : at.getAddress().getHostAddress();
        return "http://" + host + ":" + at.getPort() + "/";
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(StatusServer.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNumberFormat("computer");
        configuration.setObjectWrapper(
                new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34).build());
        return configuration;
    }

    /** One at a time: making a page reads the database, and clients may be many. */
    private synchronized Response answer(Request request) {
        try {
            if (!Set.of("GET", "HEAD").contains(request.method())) {
                return new Response(405, "text/plain", "only GET\n");
            } else if (loopback && !LOCAL.contains(request.host())) {
                return new Response(403, "text/plain", "this page is for this machine only\n");
            } else if (request.path().equals("/")) {
                return new Response(200, "text/html", page(Status.of(project, schedules)));
            } else if (request.path().equals("/status.json")) {
                String json = JsonMapper.shared().writeValueAsString(Status.of(project, schedules));
                return new Response(200, "application/json", json);
            }
            return new Response(404, "text/plain", "not found; there are / and /status.json\n");
        } catch (SchedulerException | IOException | RuntimeException e) {
            LOG.warn("the status page cannot be made", e);
            return new Response(500, "text/plain", "the status cannot be read: see the log\n");
        }
    }

    private String page(Status status) throws IOException {
        StringWriter out = new StringWriter();
        try {
            templates.getTemplate("status.ftlh").process(Map.of("status", status), out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the template of the status page is broken", e);
        }
        return out.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
