package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
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

/** The server shows runs and schedules, trusts no text, and waits for nobody. */
class ServeTest {
    @TempDir private Path directory;

    private CommandLine xcflow;
    private Served served;

    @AfterEach
    void end() {
        if (served != null) {
            served.close();
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
        served = new Served(xcflow);

        HttpResponse<String> page = served.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("FAILED", "0 0 0 1 1 ? 2099", "&lt;script&gt;alert(1)", "refresh")
                .doesNotContain("<script>", "http://", "https://", "src=\"//");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");

        JsonNode status = JsonMapper.shared().readTree(served.get("/status.json").body());
        assertThat(status.at("/runs/0/state").asString()).isEqualTo("FAILED");
        assertThat(status.at("/runs/0/done").asInt()).isEqualTo(1);
        assertThat(status.at("/schedules/0/name").asString()).isEqualTo("bad");
        assertThat(served.get("/../etc/passwd").statusCode()).isEqualTo(400);

        served.process().destroy();
        assertThat(served.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(served.process().exitValue()).isZero();
        assertThat(served.line("stopping")).isNotNull();
    }

    @Test
    void answersNobodyWhoCallsItByAnotherName() throws Exception {
        xcflow = new CommandLine(directory);
        served = new Served(xcflow);
        assertThat(served.address().getHost()).isEqualTo("localhost");
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(
                        raw(
                                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(served.address().getHost(), served.address().getPort());
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
        served = new Served(xcflow);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(served.address().getHost(), served.address().getPort());
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
                if (i % 50 == 2) {
                    assertThat(served.get("/status.json").statusCode()).isEqualTo(200);
                }
            }
            assertThat(served.get("/").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void requestsWithoutEndAreRefused() throws Exception {
        xcflow = new CommandLine(directory);
        served = new Served(xcflow);
        String start = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(raw(start + "X: " + "a".repeat(20_000) + "\r\n\r\n")).startsWith("HTTP/1.1 431");
        assertThat(raw(start + "X: a\r\n".repeat(5_000) + "\r\n")).startsWith("HTTP/1.1 431");
        assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(raw(start.replace("GET", "POST") + "Content-Length: 99999999999\r\n\r\nx"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("hello\r\n\r\n")).startsWith("HTTP/1.1 400");
        // The programming interface says so in its own form, whatever is wrong with an address.
        for (String method : List.of("GET", "DELETE", "POST")) {
            String reply =
                    raw(
                            method
                                    + " /api/functionals/%03/tags/a HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Connection: close\r\n\r\n");
            assertThat(reply)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"status\":400", "default-src 'none'");
        }
        assertThat(served.get("/status.json").statusCode()).isEqualTo(200);
    }
}
