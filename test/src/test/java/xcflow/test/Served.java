package xcflow.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that a test has started, and requests to it. */
final class Served implements AutoCloseable {
    private final CommandLine xcflow;
    private final Process server;
    private URI address;
    private HttpClient client = HttpClient.newHttpClient();

    /** Starts it at a free port, and waits until it serves. */
    Served(CommandLine xcflow, String... options) throws Exception {
        this.xcflow = xcflow;
        List<String> command = new ArrayList<>(List.of("serve", "--json", "--port", "0"));
        command.addAll(List.of(options));
        this.server = xcflow.start(command.toArray(String[]::new));
        CommandLine.until(() -> line("serving") != null || !server.isAlive());
        if (!server.isAlive()) {
            throw new AssertionError(xcflow.printed());
        }
        this.address = URI.create(line("page").get("address").asString());
    }

    Process process() {
        return server;
    }

    URI address() {
        return address;
    }

    /** From now on it is called by this name, by a client of this kind. */
    void call(String name, HttpClient by) {
        address = URI.create(address.getScheme() + "://" + name + ":" + address.getPort() + "/");
        client = by;
    }

    /** The latest event of a kind that the server has printed. */
    JsonNode line(String event) throws IOException {
        return xcflow.printed()
                .lines()
                .filter(text -> text.startsWith("{") && text.endsWith("}"))
                .map(text -> JsonMapper.shared().readTree(text))
                .filter(node -> node.get("event").asString().equals(event))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve(path)), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(address.resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
