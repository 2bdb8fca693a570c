package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.files.Scratch;

/** A directory is a queue of one project, and tickets are for one run of it. */
class QueueDirectoryTest {
    @TempDir private Path directory;
    private CommandLine xcflow;
    private Path queue;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        xcflow = new CommandLine(directory);
        queue = Files.createDirectory(directory.resolve("queue"));
    }

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(String... arguments) throws IOException {
        Process process = xcflow.startSharing(queue, arguments);
        processes.add(process);
        return process;
    }

    private String workflow(String word) throws IOException {
        return xcflow.file(
                        "stale.yaml",
                        """
                        name: stale
                        steps:
                          a:
                            uses: shell
                            matrix: {n: [1, 2, 3, 4]}
                            with: {command: "echo %s ${{ matrix.n }}"}
                        outputs: {all: "${{ steps.a.map(x, x.text).join(' ') }}"}
                        """
                                .formatted(word))
                .toString();
    }

    private List<String> tickets() throws IOException {
        try (var files = Files.list(queue)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("ticket-"))
                    .toList();
        }
    }

    @Test
    void aDirectoryThatHoldsOtherFilesIsRefusedAndLeftAlone() throws Exception {
        Path notes = Files.writeString(queue.resolve("notes.txt"), "mine");
        Process worker = start("worker");
        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(2);
        assertThat(xcflow.printed()).contains("is not empty (notes.txt)");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void onlyTicketsAreTaken() throws Exception {
        Process worker = start("worker", "-j", "1");
        CommandLine.until(() -> xcflow.printed().contains("waiting for work"));
        Path later = Files.writeString(queue.resolve("later.json"), "{}");
        Process run = start("run", workflow("RIGHT"), "-q", "--conduct-only");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        assertThat(worker.isAlive()).isTrue();
        assertThat(later).hasContent("{}");
    }

    @Test
    void aQueueOfAnotherProjectIsRefused() throws Exception {
        Files.writeString(queue.resolve(".xcflow-queue"), "/somewhere/else/.xcflow\n");
        Process run = start("run", workflow("RIGHT"), "--conduct-only");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(2);
        assertThat(xcflow.printed()).contains("belongs to the project /somewhere/else/.xcflow");
        assertThat(xcflow.ok("runs", "--json").json()).isEmpty();
    }

    @Test
    void ticketsOfADeletedProjectAreNotExecutedForItsSuccessor() throws Exception {
        Process conductor = start("run", workflow("WRONG"), "--conduct-only", "-q");
        CommandLine.until(() -> tickets().size() >= 4);
        conductor.destroyForcibly().waitFor();
        Scratch.delete(xcflow.home());
        String corrected = workflow("RIGHT");
        start("worker", "-j", "2");
        Process run = start("run", corrected, "--conduct-only", "-q");
        assertThat(run.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(xcflow.printed()).isZero();
        assertThat(xcflow.ok("output", "latest", "--json").json().get("all").asString())
                .isEqualTo("RIGHT 1 RIGHT 2 RIGHT 3 RIGHT 4");
        assertThat(xcflow.ok("audit").out()).contains("all is well");
    }

    @Test
    void anAlteredTicketIsDropped() throws Exception {
        Process conductor = start("run", workflow("RIGHT"), "--conduct-only", "-q");
        CommandLine.until(() -> tickets().size() >= 4);
        for (String ticket : tickets()) {
            Path file = queue.resolve(ticket);
            Files.writeString(file, Files.readString(file).replace("RIGHT", "WRONG"));
        }
        start("worker", "-j", "2");
        CommandLine.until(() -> tickets().isEmpty());
        CommandLine.until(() -> xcflow.printed().contains("does not belong to its inputs"));
        conductor.destroyForcibly().waitFor();
        assertThat(xcflow.states()).doesNotContainKey("SUCCEEDED");
    }
}
