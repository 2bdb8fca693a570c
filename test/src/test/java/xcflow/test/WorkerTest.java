package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.state.ExecutionState;
import xcflow.runner.home.Project;

/** Several processes execute the instances of one run, which they find in a shared directory. */
class WorkerTest {
    private static final int INSTANCES = 12;

    @TempDir private Path directory;

    private CommandLine xcflow;
    private Path queue;
    private final List<Process> processes = new ArrayList<>();

    /** Every instance waits until both workers have begun one. */
    private String workflow() throws IOException {
        xcflow = new CommandLine(directory);
        queue = directory.resolve("queue");
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < INSTANCES; i++) {
            numbers.append(i == 0 ? "" : ", ").append(i);
        }
        return xcflow.file(
                        "shared.yaml",
                        """
                        name: shared
                        steps:
                          part:
                            uses: shell
                            matrix: {n: [%1$s]}
                            with:
                              command: |
                                touch %2$s/begun-$N
                                while test $(ls -d %2$s/begun-* | wc -l) -lt 2; do sleep 0.05; done
                                while test -e %2$s/hold; do sleep 0.05; done
                                echo $N > n.txt
                              environment: {N: "${{ matrix.n }}"}
                              outputs: {n: n.txt}
                          sum: {uses: shell, with: {command: "echo ${{ size(steps.part) }}"}}
                        outputs: {count: "${{ steps.sum.text }}"}
                        """
                                .formatted(numbers, directory))
                .toString();
    }

    private long begun() throws IOException {
        try (var files = Files.newDirectoryStream(directory, "begun-*")) {
            long count = 0;
            for (Path ignored : files) {
                count++;
            }
            return count;
        }
    }

    private Process start(String... arguments) throws IOException {
        Process process = xcflow.startSharing(queue, arguments);
        processes.add(process);
        return process;
    }

    private Process worker() throws IOException {
        return start("worker", "-j", "1");
    }

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    private static void end(Process process) throws Exception {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void twoWorkersShareOneRun() throws Exception {
        String file = workflow();
        Process first = worker();
        Process second = worker();
        Process run = start("run", file, "--conduct-only");
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).as(xcflow.printed()).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        end(first);
        end(second);
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", INSTANCES + 1));
        assertThat(successes()).hasSize(2).doesNotContainKey(run.pid());
        assertThat(xcflow.ok("output", "latest", "--json").json().get("count").asString())
                .isEqualTo("" + INSTANCES);
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void whatAKilledWorkerHadIsDoneByTheOther() throws Exception {
        String file = workflow();
        Path hold = Files.createFile(directory.resolve("hold"));
        Process killed = worker();
        Process other = worker();
        Process run = start("run", file, "--conduct-only");
        CommandLine.until(() -> begun() >= 2);
        killed.destroyForcibly().waitFor();
        Files.delete(hold);
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).as(xcflow.printed()).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        end(other);
        assertThat(xcflow.states()).isEqualTo(Map.of("SUCCEEDED", INSTANCES + 1));
        assertThat(successes()).containsOnlyKeys(other.pid());
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void withoutAQueueWorkIsSharedThroughTheDatabaseOfTheProject() throws Exception {
        String file = workflow();
        List<Process> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(xcflow.start("worker", "--threads", "1", "--idle", "1000"));
        }
        processes.addAll(workers);
        Process run = xcflow.start("run", file, "--conduct-only");
        processes.add(run);
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).as(xcflow.printed()).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        for (Process worker : workers) {
            end(worker);
        }
        assertThat(successes())
                .containsOnlyKeys(workers.stream().map(Process::pid).toArray(Long[]::new));
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void workersThatOnlySeeAMailboxShareARunByLetters() throws Exception {
        String file = workflow();
        Files.createDirectories(xcflow.home());
        Files.writeString(
                xcflow.home().resolve("config.yaml"),
                "sites: {here: {system: local, poll: 1s, mailbox: letters, blocks: {cpu: {most: 2, idle: 1s}}}}\n");
        Process run = xcflow.start("run", file, "--on", "here");
        processes.add(run);
        assertThat(run.waitFor(180, TimeUnit.SECONDS)).as(xcflow.printed()).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        assertThat(successes()).hasSize(2).doesNotContainKey(run.pid());
        assertThat(xcflow.ok("output", "latest", "--json").json().get("count").asString())
                .isEqualTo("" + INSTANCES);
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    /** Number of successful executions by the process that made them; none is made twice. */
    private Map<Long, Integer> successes() throws IOException {
        Map<Long, Integer> counts = new HashMap<>();
        try (Project project = Project.open(xcflow.home())) {
            for (Instance instance : project.ledger().instances(1)) {
                int successes = 0;
                for (Execution execution : project.ledger().executions(1, instance.number())) {
                    if (execution.state() == ExecutionState.SUCCEEDED) {
                        successes++;
                        long pid = project.ledger().worker(execution.worker()).orElseThrow().pid();
                        counts.merge(pid, 1, Integer::sum);
                    }
                }
                assertThat(successes).as("instance " + instance.number()).isEqualTo(1);
            }
        }
        return counts;
    }
}
