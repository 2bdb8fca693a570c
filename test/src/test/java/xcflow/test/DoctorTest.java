package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The doctor finds what a killed process or a meddler left, and repairs it. */
class DoctorTest {
    @TempDir private Path directory;

    private CommandLine xcflow;
    private String file;

    @BeforeEach
    void run() throws IOException {
        xcflow = new CommandLine(directory);
        file =
                xcflow.file(
                                "one.yaml",
                                "name: one\nsteps:\n  a: {uses: shell, with: {command: echo hello}}\n")
                        .toString();
        xcflow.ok("run", file, "-q");
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(xcflow.ok("doctor").out()).contains("all is well");
        JsonNode json = xcflow.ok("doctor", "--json").json();
        assertThat(json.get("problems")).isEmpty();
        assertThat(json.get("linear-algebra").get("kernel").asString()).isNotBlank();
        assertThat(json.get("linear-algebra").get("checks"))
                .hasSize(10)
                .allSatisfy(check -> assertThat(check.get("passed").asBoolean()).isTrue());
    }

    @Test
    void deletesWhatAKilledProcessLeft() throws IOException {
        Path half = xcflow.home().resolve("objects/tmp/half");
        Files.writeString(half, "half");
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(xcflow.run("doctor", "--check").status()).isEqualTo(1);
        assertThat(half).exists();
        JsonNode found = xcflow.ok("doctor", "--json").json().get("problems");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/repaired").asBoolean()).isTrue();
        assertThat(half).doesNotExist();
    }

    @Test
    void aLostArtefactIsComputedAgain() throws IOException {
        String digest =
                xcflow.ok("show", "1", "a", "--json")
                        .json()
                        .at("/instances/0/executions/0/outputs/stdout/digest")
                        .asString();
        Files.delete(
                xcflow.home()
                        .resolve("objects")
                        .resolve(digest.substring(0, 2))
                        .resolve(digest.substring(2)));
        CommandLine.Result result = xcflow.ok("doctor");
        assertThat(result.out()).contains(digest).contains("missing").contains("1 repaired");
        xcflow.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", 1));
        assertThat(xcflow.ok("doctor").out()).contains("all is well");
    }
}
