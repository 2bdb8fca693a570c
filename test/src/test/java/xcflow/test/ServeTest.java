package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The status page shows runs and schedules, to this machine only, and trusts no text. */
class ServeTest {
    @TempDir private Path directory;

    private CommandLine xcflow;
    private Process server;
    private URI address;

    private void serve(String... options) throws Exception {
        String[] command = new String[options.length + 4];
        System.arraycopy(new String[] {"serve", "--json", "--port", "0"}, 0, command, 0, 4);
        System.arraycopy(options, 0, command, 4, options.length);
        server = xcflow.start(command);
        CommandLine.until(() -> line("serving") != null || !server.isAlive());
        assertThat(server.isAlive()).as(xcflow.printed()).isTrue();
        address = URI.create(line("page").get("address").asString());
    }

    private JsonNode line(String event) throws IOException {
        return xcflow.printed()
                .lines()
                .filter(text -> text.startsWith("{") && text.endsWith("}"))
                .map(text -> JsonMapper.shared().readTree(text))
                .filter(node -> node.get("event").asString().equals(event))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.destroyForcibly();
        }
    }

    @Test
    void showsRunsAndSchedulesAndEscapesWhatUsersWrote() throws Exception {
        xcflow = new CommandLine(directory);
        String file =
                xcflow.file(
                                "bad.yaml",
                                """
                                name: bad
                                steps:
                                  a: {uses: assert, with: {that: false, message: "<script>alert(1)</script>"}}
                                """)
                        .toString();
        assertThat(xcflow.run("run", file, "-q").status()).isEqualTo(1);
        xcflow.ok("schedule", "add", file, "--cron", "0 0 0 1 1 ? 2099", "--time-zone", "UTC");
        serve();

        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("FAILED", "0 0 0 1 1 ? 2099", "&lt;script&gt;alert(1)", "refresh")
                .doesNotContain("<script", "http://", "https://", "src=");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");

        JsonNode status = JsonMapper.shared().readTree(get("/status.json").body());
        assertThat(status.at("/runs/0/state").asString()).isEqualTo("FAILED");
        assertThat(status.at("/runs/0/done").asInt()).isEqualTo(1);
        assertThat(status.at("/schedules/0/name").asString()).isEqualTo("bad");
        assertThat(get("/../etc/passwd").statusCode()).isEqualTo(404);

        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(line("stopping")).isNotNull();
    }

    @Test
    void answersNobodyWhoCallsItByAnotherName() throws Exception {
        xcflow = new CommandLine(directory);
        serve();
        assertThat(address.getHost()).isEqualTo("localhost");
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(
                        raw(
                                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Connections that send a beginning and then nothing, or do not read what they are sent. */
    @Test
    void slowClientsKeepNobodyWaiting() throws Exception {
        xcflow = new CommandLine(directory);
        serve();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
                if (i % 50 == 2) {
                    assertThat(get("/status.json").statusCode()).isEqualTo(200);
                }
            }
            assertThat(get("/").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void requestsWithoutEndAreRefused() throws Exception {
        xcflow = new CommandLine(directory);
        serve();
        String start = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(raw(start + "X: " + "a".repeat(20_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431");
        assertThat(raw(start + "X: a\r\n".repeat(5_000) + "\r\n")).startsWith("HTTP/1.1 431");
        assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n" + "x"))
                .startsWith("HTTP/1.1 405");
        assertThat(raw("hello\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(get("/status.json").statusCode()).isEqualTo(200);
    }
}
