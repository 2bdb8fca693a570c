package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FailureTest {
    @TempDir private Path directory;

    private CommandLine withFlaky(int failures) throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file(
                "flaky.yaml",
                """
                name: flaky
                steps:
                  flaky:
                    uses: shell
                    retry: {attempts: 3, backoff: 20ms}
                    with:
                      command: |
                        echo x >> %1$s/attempts; test $(wc -l < %1$s/attempts) -gt %2$d
                  after:
                    uses: shell
                    needs: [flaky]
                    with: {command: echo after}
                  other:
                    uses: shell
                    with: {command: echo other}
                """
                        .formatted(directory, failures));
        return xcflow;
    }

    @Test
    void finishesTheOthersWhenOneFailsForGood() throws IOException {
        CommandLine xcflow = withFlaky(99);
        CommandLine.Result result = xcflow.run("run", directory + "/flaky.yaml", "-q");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("flaky: the command ended with exit status 1")
                .contains("xcflow resume 1");
        assertThat(xcflow.states()).isEqualTo(Map.of("FAILED", 1, "SKIPPED", 1, "SUCCEEDED", 1));
    }

    @Test
    void goesOnAfterMending() throws IOException {
        CommandLine xcflow = withFlaky(5);
        assertThat(xcflow.run("run", directory + "/flaky.yaml", "-q").status()).isEqualTo(1);
        xcflow.ok("resume", "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 3));
        JsonNode other = xcflow.ok("show", "latest", "other", "--json").json().at("/instances/0");
        assertThat(other.get("executions")).hasSize(1);
        xcflow.ok("audit");
    }

    @Test
    void keepsTheLogOfAFailure() throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file(
                "loud.yaml",
                "name: loud\nsteps:\n  a: {uses: shell, with: {command: \"echo why >&2; exit 3\"}}\n");
        assertThat(xcflow.run("run", directory + "/loud.yaml", "-q").status()).isEqualTo(1);
        assertThat(xcflow.ok("show", "1", "a", "--log").out()).contains("exit status 3: why");
    }

    @Test
    void stopsARunWithAnAssertion() throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file(
                "wrong.yaml",
                """
                name: wrong
                steps:
                  a: {uses: shell, with: {command: echo 3}}
                  check: {uses: assert, with: {that: "${{ steps.a.text == '4' }}", message: "it is ${{ steps.a.text }}"}}
                """);
        CommandLine.Result result = xcflow.run("run", directory + "/wrong.yaml", "-q");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("check: it is 3");
    }
}
