package xcflow.runner.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import xcflow.runner.project.Project;
import xcflow.runner.schedule.Schedules;

/**
 * Shows what goes on in a project: {@code /} for people, which refreshes itself and needs neither
 * scripts nor the network, and {@code /status.json} for programs. It only reads, and answers only
 * requests that name this machine as this machine, so that no page of the web can read it through
 * the user's browser.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Project project;
    private final Schedules schedules;
    private final Configuration templates;
    private final HttpServer server;
    private final ExecutorService threads;
    private final boolean loopback;

    private StatusServer(
            Project project, Schedules schedules, HttpServer server, boolean loopback) {
        this.project = project;
        this.schedules = schedules;
        this.server = server;
        this.loopback = loopback;
        this.templates = templates();
        this.threads =
                Executors.newFixedThreadPool(
                        2,
                        task -> {
                            Thread thread = new Thread(task, "xcflow-web");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
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
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 16);
        return new StatusServer(project, schedules, server, address.isLoopbackAddress());
    }

    /** Where the page is. */
    public String address() {
        InetSocketAddress at = server.getAddress();
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                send(exchange, 405, "text/plain", "only GET\n");
            } else if (loopback && !LOCAL.contains(host(exchange))) {
                send(exchange, 403, "text/plain", "this page is for this machine only\n");
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html", page(Status.of(project, schedules)));
            } else if (path.equals("/status.json")) {
                String json = JsonMapper.shared().writeValueAsString(Status.of(project, schedules));
                send(exchange, 200, "application/json", json);
            } else {
                send(exchange, 404, "text/plain", "there is / and /status.json\n");
            }
        } catch (SchedulerException | RuntimeException e) {
            LOG.warn("the status page cannot be made", e);
            send(exchange, 500, "text/plain", "the status cannot be read: see the log\n");
        }
    }

    /** The host that the request names, without its port, lower case. */
    private static String host(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
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

    private static void send(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
