package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The examples of docs/run-control.md, and what the page says about them. */
class RunControlPageTest {
    @TempDir private Path directory;
    private CommandLine xcflow;
    private String[] blocks;

    @BeforeEach
    void read() throws Exception {
        xcflow = new CommandLine(directory);
        blocks = Files.readString(Path.of("..", "docs", "run-control.md")).split("```");
    }

    private void settings(String text) throws Exception {
        Files.createDirectories(xcflow.home());
        Files.writeString(xcflow.home().resolve("config.yaml"), text);
    }

    @Test
    void theExampleRunsWithItsLimitsAndTellsOfItsEnd() throws Exception {
        String file = xcflow.file("campaign.yaml", blocks[1].replaceFirst("yaml", "")).toString();
        CommandLine.Result refused = xcflow.run("run", file);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("step 'energies' needs 2 of 'licence', but no limit is set");
        settings("limits: {licence: 1}\n");
        assertThat(xcflow.run("run", file).err()).contains("but there are only 1");
        settings(blocks[5].replaceFirst("yaml", ""));
        xcflow.ok("run", file);
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 4));
        assertThat(directory.resolve("told.txt")).hasContent("run 1 of campaign SUCCEEDED\n");
    }

    @Test
    void theFirstFailureStopsTheRestAndAPageHearsOfIt() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        HttpServer page =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext(
                "/hook",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                    heard.complete(new String(body, StandardCharsets.UTF_8));
                });
        page.start();
        try {
            Path file =
                    xcflow.file(
                            "ff.yaml",
                            """
                            fail-fast: true
                            on-end:
                              - webhook: http://localhost:%s/hook
                                when: failed
                              - {command: "exit 3"}
                              - {mail: a@example.org}
                              - {command: "touch never", when: succeeded}
                            steps:
                              bad: {uses: shell, with: {command: "exit 4"}}
                              long: {uses: shell, with: {command: "sleep 600"}}
                            """
                                    .replace("%s", Integer.toString(page.getAddress().getPort())));
            CommandLine.Result result = xcflow.run("run", file.toString());
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err())
                    .contains(
                            "warning: the command could not be told of the end of the run: it"
                                    + " ended with exit status 3",
                            "warning: the mail could not be told");
            assertThat(xcflow.states()).isEqualTo(Map.of("FAILED", 1, "CANCELLED", 1));
            var told = JsonMapper.shared().readTree(heard.get());
            assertThat(told.get("state").asString()).isEqualTo("FAILED");
            assertThat(told.get("message").asString())
                    .startsWith("stopped at the first failure, as fail-fast asks for");
            assertThat(directory.resolve("never")).doesNotExist();
        } finally {
            page.stop(0);
        }
    }

    @Test
    void aRunThatTakesTooLongIsStoppedAndSaysWhy() throws Exception {
        Path file =
                xcflow.file(
                        "long.yaml", "steps: {a: {uses: shell, with: {command: \"sleep 600\"}}}\n");
        CommandLine.Result result = xcflow.run("run", file.toString(), "--timeout", "2s");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("the time limit of the run (2 s) has passed");
        assertThat(xcflow.run("run", file.toString(), "--timeout", "soon").status()).isEqualTo(2);
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void aPausedRunBeginsNothingNewUntilItIsResumed() throws Exception {
        Path file =
                xcflow.file(
                        "pause.yaml",
                        """
                        steps:
                          a:
                            uses: shell
                            matrix: {n: [1, 2, 3]}
                            resources: {threads: 1}
                            with:
                              command: touch "$D/$N"; while [ ! -e "$D/go" ]; do sleep 0.1; done
                              environment: {D: "%s", N: "${{ matrix.n }}"}
                        """
                                .replace("%s", directory.toString()));
        Process process = xcflow.start("run", file.toString(), "--jobs", "1");
        try {
            CommandLine.until(() -> Files.exists(directory.resolve("1")));
            xcflow.ok("pause", "latest");
            CommandLine.until(() -> xcflow.printed().contains("run 1 pauses"));
            assertThat(xcflow.run("pause", "latest").status()).isEqualTo(2);
            assertThat(
                            xcflow.ok("priority", "latest", "7", "--json")
                                    .json()
                                    .get("priority")
                                    .asInt())
                    .isEqualTo(7);
            Files.createFile(directory.resolve("go"));
            CommandLine.until(() -> xcflow.states().getOrDefault("SUCCEEDED", 0) >= 1);
            assertThat(xcflow.ok("show", "latest").out()).contains(": PAUSED");
            assertThat(xcflow.ok("resume", "1").out()).contains("goes on in the process");
            assertThat(process.waitFor()).isZero();
            assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 3));
        } finally {
            process.destroyForcibly();
        }
    }
}
