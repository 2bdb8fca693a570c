package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The process is killed again and again; nothing finished is lost or computed again. */
class KillTest {
    private static final int INSTANCES = 200;
    private static final int KILLS = 20;
    private static final long SEED = 20261122;

    @TempDir private Path directory;

    @Test
    void survivesTwentyKills() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < INSTANCES; i++) {
            numbers.append(i == 0 ? "" : ", ").append(i);
        }
        String file =
                xcflow.file(
                                "many.yaml",
                                """
                                name: many
                                steps:
                                  square:
                                    uses: shell
                                    matrix: {n: [%s]}
                                    with:
                                      command: sleep 0.1; echo $((N * N)) > square.txt
                                      environment: {N: "${{ matrix.n }}"}
                                      outputs: {square: square.txt}
                                  sum:
                                    uses: shell
                                    with:
                                      command: echo ${{ steps.square.map(s, s.files.square.name).size() }}
                                outputs: {count: "${{ steps.sum.text }}"}
                                """
                                        .formatted(numbers))
                        .toString();
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = begin(xcflow, file);
            await(xcflow, process, random.nextInt(16), random.nextInt(300));
            assertThat(process.isAlive()).as(xcflow.printed()).isTrue();
            process.destroyForcibly().waitFor();
        }
        if (begun(xcflow)) {
            xcflow.ok("resume", "-q");
        } else {
            xcflow.ok("run", file, "-q");
        }
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", INSTANCES + 1));
        noneTwice(xcflow);
        assertThat(xcflow.ok("output", "latest", "--json").json().get("count").asString())
                .isEqualTo(Integer.toString(INSTANCES));
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    /**
     * Three times each, at moments that differ; whatever was cut short is done again afterwards.
     */
    @Test
    void anImportOrACleanUpThatIsKilledLeavesAProjectThatWorks() throws Exception {
        CommandLine elsewhere = new CommandLine(Files.createDirectory(directory.resolve("there")));
        String file =
                elsewhere
                        .file(
                                "random.yaml",
                                """
                                name: random
                                steps:
                                  draw:
                                    uses: shell
                                    matrix: {n: [1, 2, 3]}
                                    with: {command: head -c 300000 /dev/urandom > out, outputs: {out: out}}
                                """)
                        .toString();
        elsewhere.ok("run", file, "-q", "--no-cache");
        elsewhere.ok("run", file, "-q", "--no-cache");
        String archive = directory.resolve("archive.zip").toString();
        elsewhere.ok("export", "latest", archive);
        CommandLine xcflow = new CommandLine(directory);
        Random random = new Random(SEED);
        for (int kill = 0; kill < 3; kill++) {
            killed(xcflow.start("import", archive), random);
            killed(elsewhere.start("gc", "--keep", "1"), random);
        }
        xcflow.ok("import", archive);
        elsewhere.ok("gc", "--keep", "1");
        assertThat(xcflow.ok("audit").out()).contains("all is well");
        assertThat(elsewhere.ok("audit").out()).contains("all is well");
        xcflow.ok("run", file, "-q");
        elsewhere.ok("run", file, "-q");
        assertThat(xcflow.states()).isEqualTo(Map.of("CACHED", 3));
        assertThat(elsewhere.states()).isEqualTo(Map.of("CACHED", 3));
    }

    private static void killed(Process process, Random random) throws Exception {
        process.waitFor(300 + random.nextInt(1200), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static Process begin(CommandLine xcflow, String file) throws IOException {
        return begun(xcflow) ? xcflow.start("resume", "1") : xcflow.start("run", file);
    }

    private static boolean begun(CommandLine xcflow) {
        return xcflow.home().resolve("xcflow.mv.db").toFile().length() > 0
                && !xcflow.ok("runs", "--json").json().isEmpty();
    }

    /**
     * Waits for a random moment of the process's life, however fast the machine is: until it has
     * finished some more instances, and a moment longer.
     */
    private static void await(CommandLine xcflow, Process process, int instances, int millis)
            throws Exception {
        long before = finished(xcflow);
        CommandLine.until(() -> finished(xcflow) >= before + instances || !process.isAlive());
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    private static long finished(CommandLine xcflow) throws IOException {
        return xcflow.printed().lines().filter(line -> line.contains(" done ")).count();
    }

    /** Every instance has one success, and it is its last execution. */
    private static void noneTwice(CommandLine xcflow) {
        for (JsonNode instance :
                xcflow.ok("show", "latest", "square", "--json").json().get("instances")) {
            JsonNode executions = instance.get("executions");
            int successes = 0;
            for (JsonNode execution : executions) {
                successes += execution.get("state").asString().equals("SUCCEEDED") ? 1 : 0;
            }
            assertThat(successes).isEqualTo(1);
            assertThat(executions.get(executions.size() - 1).get("state").asString())
                    .isEqualTo("SUCCEEDED");
        }
    }
}
