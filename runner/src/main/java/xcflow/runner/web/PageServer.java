package xcflow.runner.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for pages that are only read: one request for each connection, no bodies. No
 * client can keep others from being served: each has a thread and a few seconds of its own, the
 * head of a request is short, and when too many are connected the oldest has to go.
 */
final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final int MOST_CONNECTIONS = 64;
    private static final long SECONDS_FOR_ALL = 10;
    private static final int DRAINED = 1 << 16;
    private static final int DRAINED_MILLIS = 500;

    /** What is sent back. */
    record Response(int status, String type, String text) {}

    /** Makes the response to a request. */
    @FunctionalInterface
    interface Pages {
        Response answer(Request request);
    }

    private final ServerSocket socket;
    private final Map<String, String> headers;
    private final Pages pages;
    private final Set<Socket> connected = new LinkedHashSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(PageServer::thread);
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(PageServer::thread);

    /**
     * Begins to listen.
     *
     * @param headers sent with every response
     */
    PageServer(InetSocketAddress address, Map<String, String> headers, Pages pages)
            throws IOException {
        this.headers = headers;
        this.pages = pages;
        this.socket = new ServerSocket();
        try {
            socket.bind(address, MOST_CONNECTIONS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        threads.execute(this::accept);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "xcflow-web");
        thread.setDaemon(true);
        return thread;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                enter(client);
                threads.execute(() -> serve(client));
            } catch (IOException | RuntimeException e) {
                if (!socket.isClosed()) {
                    LOG.warn("a connection to the status page failed", e);
                }
            }
        }
    }

    private void enter(Socket client) {
        synchronized (connected) {
            if (connected.size() >= MOST_CONNECTIONS) {
                Socket oldest = connected.iterator().next();
                connected.remove(oldest);
                close(oldest);
            }
            connected.add(client);
        }
    }

    private void serve(Socket client) {
        // Closing a socket ends whatever waits for it, be it for reading or for writing.
        Future<?> end = clock.schedule(() -> close(client), SECONDS_FOR_ALL, TimeUnit.SECONDS);
        try (client) {
            Response response;
            boolean head = false;
            try {
                Request request = Request.read(client.getInputStream());
                head = request.method().equals("HEAD");
                response = pages.answer(request);
            } catch (Request.UnusableException e) {
                response = new Response(e.status(), "text/plain", e.getMessage() + "\n");
            }
            send(client.getOutputStream(), response, head);
            client.shutdownOutput();
            drain(client);
        } catch (IOException e) {
            LOG.debug("a client of the status page went away", e);
        } finally {
            end.cancel(false);
            synchronized (connected) {
                connected.remove(client);
            }
        }
    }

    private void send(OutputStream out, Response response, boolean head) throws IOException {
        byte[] body = response.text().getBytes(StandardCharsets.UTF_8);
        StringBuilder lines = new StringBuilder();
        lines.append("HTTP/1.1 ").append(response.status()).append(' ');
        lines.append(reason(response.status())).append("\r\n");
        lines.append("Content-Type: ").append(response.type()).append("; charset=utf-8\r\n");
        lines.append("Content-Length: ").append(body.length).append("\r\n");
        lines.append("Connection: close\r\n");
        headers.forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
        lines.append("\r\n");
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        if (!head) {
            out.write(body);
        }
        out.flush();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 431 -> "Request Header Fields Too Large";
            default -> String.format(Locale.ROOT, "Status %d", status);
        };
    }

    /** A client that still sends loses the response when the connection is closed too early. */
    private static void drain(Socket client) throws IOException {
        client.setSoTimeout(DRAINED_MILLIS);
        client.getInputStream().readNBytes(DRAINED);
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("a connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("the status page could not be closed", e);
        }
        clock.shutdownNow();
        synchronized (connected) {
            connected.forEach(PageServer::close);
        }
        threads.shutdownNow();
    }
}
