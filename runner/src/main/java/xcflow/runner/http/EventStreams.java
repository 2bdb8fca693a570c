package xcflow.runner.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Clients that wait for events. None has a thread. Of each topic a slow client gets only the newest
 * event: what it has not taken is replaced, so that no client makes another wait, or the server
 * keep more than one event for each topic.
 */
public final class EventStreams {
    private static final int MOST_CLIENTS = 1000;

    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<Client> order = new ArrayDeque<>();

    /** How many clients listen. */
    public int count() {
        return clients.size();
    }

    /** Sends an event to all who want its topic. */
    public void send(String topic, String data) {
        send(Map.of(topic, data));
    }

    /** Sends events to all who want their topics. */
    public void send(Map<String, String> events) {
        for (Client client : clients) {
            events.forEach(client::offer);
        }
    }

    /**
     * Shows clients, and whatever lies between, that the server is there; finds those that left,
     * and ends the streams of those who may not read any more.
     */
    public void beat() {
        for (Client client : clients) {
            if (client.allowed.getAsBoolean()) {
                client.offer("", "");
            } else {
                client.end(null);
            }
        }
    }

    void open(Reply.Events stream, Response response, Callback callback) {
        Set<String> wanted = new LinkedHashSet<>(List.of(stream.topics().split(",", 64)));
        Client client = new Client(wanted, stream.allowed(), response, callback);
        clients.add(client);
        synchronized (order) {
            order.add(client);
            if (order.size() > MOST_CLIENTS) {
                order.remove().end(null);
            }
        }
        client.offer("", "");
    }

    /** Ends all streams. */
    public void close() {
        new ArrayList<>(clients).forEach(client -> client.end(null));
    }

    private final class Client {
        private final Set<String> wanted;
        private final BooleanSupplier allowed;
        private final Response response;
        private final Callback callback;
        private final Map<String, String> waiting = new LinkedHashMap<>();
        private boolean sending;
        private boolean over;

        Client(Set<String> wanted, BooleanSupplier allowed, Response response, Callback callback) {
            this.wanted = wanted;
            this.allowed = allowed;
            this.response = response;
            this.callback = callback;
        }

        void offer(String topic, String data) {
            synchronized (this) {
                if (over
                        || !topic.isEmpty() && !wanted.contains(topic) && !wanted.contains("all")) {
                    return;
                }
                waiting.put(topic, data);
                if (sending) {
                    return;
                }
                sending = true;
            }
            next();
        }

        private void next() {
            ByteBuffer bytes;
            synchronized (this) {
                if (over || waiting.isEmpty()) {
                    sending = false;
                    return;
                }
                StringBuilder text = new StringBuilder();
                waiting.forEach((topic, data) -> text.append(written(topic, data)));
                waiting.clear();
                bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            response.write(false, bytes, Callback.from(this::next, this::end));
        }

        private void end(Throwable error) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            clients.remove(this);
            synchronized (order) {
                order.remove(this);
            }
            if (error != null) {
                callback.failed(error);
            } else {
                callback.succeeded();
            }
        }

        private static String written(String topic, String data) {
            return topic.isEmpty()
                    ? ":\n\n"
                    : "event: " + topic + "\ndata: " + data.replace("\n", "\ndata: ") + "\n\n";
        }
    }
}
