package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run on a real Slurm, which {@code .ci/slurm} starts. */
@EnabledIfEnvironmentVariable(named = "XCFLOW_TEST_SLURM", matches = ".+")
class SlurmTest {
    @TempDir private Path directory;

    private CommandLine project(String blocks) throws IOException {
        CommandLine xcflow = new CommandLine(directory);
        Files.createDirectories(xcflow.home());
        Files.writeString(
                xcflow.home().resolve("config.yaml"),
                "sites: {cluster: {system: slurm, poll: 1s, blocks: " + blocks + "}}\n");
        return xcflow;
    }

    /** What the jobs wrote. */
    private static String written(Path jobs) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(jobs)) {
            for (Path file : files.sorted().toList()) {
                all.append(file.getFileName()).append(":\n").append(Files.readString(file));
            }
        } catch (IOException e) {
            all.append(e);
        }
        return all.toString();
    }

    /** The jobs that are there. */
    private static String jobs() throws IOException {
        Process squeue = new ProcessBuilder("squeue", "--noheader").start();
        return new String(squeue.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aRunIsExecutedByJobsThatLeaveWhenItIsOver() throws Exception {
        CommandLine xcflow = project("{cpu: {threads: 2, time: 5m, most: 2, idle: 1s}}");
        String file =
                xcflow.file(
                                "small.yaml",
                                """
                                name: small
                                steps:
                                  part:
                                    uses: shell
                                    matrix: {n: [1, 2, 3, 4]}
                                    with:
                                      command: "echo $N >n.txt; env >$TO/env$N"
                                      environment: {N: "${{ matrix.n }}", TO: "DIRECTORY"}
                                      outputs: {n: n.txt}
                                  large: {uses: shell, resources: {threads: 3}, on-failure: continue, with: {command: "true"}}
                                """
                                        .replace("DIRECTORY", directory.toString()))
                        .toString();
        CommandLine.Result result = xcflow.run("run", file, "--on", "cluster");
        assertThat(xcflow.states())
                .as(() -> result.err() + written(xcflow.home().resolve("jobs")))
                .isEqualTo(Map.of("SUCCEEDED", 4, "FAILED", 1));
        JsonNode shown = xcflow.ok("show", "latest", "large", "--json").json();
        assertThat(shown.at("/instances/0/message").asString())
                .isEqualTo(
                        "it asks for more than blocks 'cpu' have: 3 threads (a block has 2) (site cluster)");
        assertThat(Files.readString(directory.resolve("env2")))
                .contains("XCFLOW_THREADS")
                .doesNotContainPattern("(?m)^SLURM_(?!CONF=)");
        // Workers tell now and then what they have done, and once more when they leave.
        CommandLine.until(() -> jobs().isBlank());
        JsonNode blocks = xcflow.ok("blocks", "--json").json().at("/blocks");
        int executed =
                StreamSupport.stream(blocks.spliterator(), false)
                        .mapToInt(block -> block.at("/executed").asInt())
                        .sum();
        assertThat(executed).isEqualTo(4);
        assertThat(xcflow.ok("audit").out()).doesNotContain("problem:");
    }
}
