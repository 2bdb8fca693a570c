package xcflow.runner.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Listens for requests. A request has a thread only while its answer is made: what it sends is
 * awaited, and what it gets is sent, without one. The number of threads and of connections is
 * limited, and so is the time without a sign of life.
 */
public final class WebServer implements AutoCloseable {
    private static final int MOST_THREADS = 16;
    private static final int MOST_CONNECTIONS = 1200;
    private static final int LONGEST_BODY = 2 << 20;
    private static final long IDLE_MILLIS = 30_000;
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Server server;
    private final ServerConnector connector;
    private final Map<String, String> headers;
    private final RouteTable routes;
    private final EventStreams events;

    /**
     * Begins to listen.
     *
     * @param headers sent with every reply, unless it has its own
     * @throws BindException if something else listens there
     */
    public WebServer(
            InetSocketAddress address,
            Optional<TlsFiles> tls,
            Map<String, String> headers,
            RouteTable routes,
            EventStreams events)
            throws IOException {
        this.headers = Map.copyOf(headers);
        this.routes = routes;
        this.events = events;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 3);
        threads.setName("xcflow-web");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        this.server = new Server(threads);
        this.connector = connector(server, tls);
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        server.setHandler(new Answers());
        server.setErrorHandler(new Unusable());
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw e.getCause() instanceof BindException bind ? bind : e;
        } catch (Exception e) {
            close();
            throw new IOException("the server cannot be started: " + e.getMessage(), e);
        }
    }

    private static ServerConnector connector(Server server, Optional<TlsFiles> tls)
            throws IOException {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setRequestHeaderSize(16 << 10);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (tls.isEmpty()) {
            return new ServerConnector(server, 1, 1, http);
        }
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.get().read());
        context.setKeyStorePassword("");
        return new ServerConnector(
                server, 1, 1, new SslConnectionFactory(context, http.getProtocol()), http);
    }

    /** Port at which it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    private final class Answers extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (BODILESS.contains(request.getMethod())) {
                server.getThreadPool()
                        .execute(() -> answer(request, response, callback, new byte[0]));
                return true;
            }
            if (request.getLength() > LONGEST_BODY) {
                tooLong(request, response, callback);
                return true;
            }
            Content.Source.asByteArrayAsync(request, LONGEST_BODY)
                    .whenComplete(
                            (body, error) -> {
                                if (error != null) {
                                    tooLong(request, response, callback);
                                } else {
                                    server.getThreadPool()
                                            .execute(
                                                    () ->
                                                            answer(
                                                                    request, response, callback,
                                                                    body));
                                }
                            });
            return true;
        }
    }

    /** What the server refuses before a route is looked for. */
    private final class Unusable extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Object message = request.getAttribute(ERROR_MESSAGE);
            String sentence =
                    "the server cannot take this request: "
                            + (message == null ? "status " + response.getStatus() : message);
            boolean head = request.getMethod().equals("HEAD");
            send(
                    routes.refused(unread(request), response.getStatus(), sentence),
                    head,
                    response,
                    callback);
            return true;
        }

        @Override
        public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
            headers.forEach(fields::put);
            fields.put("Content-Type", "text/plain; charset=utf-8");
            String sentence = "the server cannot take this request: " + reason + "\n";
            return ByteBuffer.wrap(sentence.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A request of which no more is read than where it went. */
    private static Call unread(Request request) {
        String path = request.getHttpURI().getPath();
        return new Call(
                request.getMethod(),
                path == null ? "" : path,
                Map.of(),
                Map.of(),
                new byte[0],
                Map.of(),
                Caller.anybody(false));
    }

    private void tooLong(Request request, Response response, Callback callback) {
        send(
                routes.refused(unread(request), 413, "more than 2 MB, or not all of it, was sent"),
                false,
                response,
                callback);
    }

    private void answer(Request request, Response response, Callback callback, byte[] body) {
        try {
            boolean head = request.getMethod().equals("HEAD");
            send(reply(request, body), head, response, callback);
        } catch (RuntimeException | Error e) {
            callback.failed(e);
            throw e;
        }
    }

    private Reply reply(Request request, byte[] body) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getCanonicalPath() == null ? "" : Request.getPathInContext(request);
        Map<String, String> sent = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            sent.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue());
        }
        try {
            String decoded = URIUtil.decodePath(path);
            Map<String, String> query =
                    uri.getQuery() == null ? Map.of() : Call.fields(uri.getQuery());
            if (!decoded.startsWith("/")) {
                throw RefusalException.unusable("this is not an address");
            }
            return routes.answer(
                    new Call(
                            request.getMethod(),
                            decoded,
                            sent,
                            query,
                            body,
                            Map.of(),
                            Caller.anybody(false)));
        } catch (RefusalException | IllegalArgumentException e) {
            return routes.refused(unread(request), 400, e.getMessage());
        }
    }

    private void send(Reply reply, boolean head, Response response, Callback callback) {
        headers.forEach(response.getHeaders()::put);
        if (reply instanceof Reply.Whole whole) {
            response.setStatus(whole.status());
            response.getHeaders().put("Content-Type", whole.type());
            response.getHeaders().put("Content-Length", whole.body().length);
            reply.headers().forEach(response.getHeaders()::put);
            response.write(true, ByteBuffer.wrap(head ? new byte[0] : whole.body()), callback);
        } else if (reply instanceof Reply.OfFile file) {
            response.getHeaders().put("Content-Type", file.type());
            reply.headers().forEach(response.getHeaders()::put);
            response.getHeaders().put("Content-Length", file.file().toFile().length());
            if (head) {
                response.write(true, ByteBuffer.allocate(0), callback);
            } else {
                Content.copy(
                        Content.Source.from(
                                new ByteBufferPool.Sized(null, false, 1 << 16), file.file()),
                        response,
                        callback);
            }
        } else if (reply instanceof Reply.Events stream) {
            response.getHeaders().put("Content-Type", "text/event-stream; charset=utf-8");
            reply.headers().forEach(response.getHeaders()::put);
            if (head) {
                response.write(true, ByteBuffer.allocate(0), callback);
            } else {
                events.open(stream, response, callback);
            }
        }
    }

    @Override
    public void close() {
        events.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server cannot be stopped", e);
        }
    }
}
