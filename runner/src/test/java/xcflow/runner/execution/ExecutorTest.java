package xcflow.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.Work;
import xcflow.runner.TestProject;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.value.PlainJson;

/** One attempt, from its claim to its record. */
class ExecutorTest {
    private static final TaskListener NOBODY =
            new TaskListener() {
                @Override
                public void progress(Ticket ticket, double fraction, String message) {}

                @Override
                public void ended(Ticket ticket, Outcome outcome) {}

                @Override
                public void broken(Ticket ticket, Throwable error) {}
            };

    @TempDir private Path directory;
    private TestProject project;
    private Executor executor;
    private long run;

    @BeforeEach
    void open() throws Exception {
        project = new TestProject(directory);
        executor = project.executor(new Admission(2, () -> Long.MAX_VALUE));
        run =
                project.ledger()
                        .submit(new NewRun("test", "name: test", "test.yaml", "{}", "{}", "test"))
                        .id();
        project.ledger().addInstances(run, List.of(new NewInstance(0, "step", "{}")));
    }

    @AfterEach
    void close() {
        executor.close();
        project.close();
    }

    private Outcome execute(String how) {
        return execute(how, attempt -> {});
    }

    private Outcome execute(String how, Consumer<Attempt> begun) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("how", how);
        inputs.put("name", "n");
        CacheKey key = CacheKey.of("steered", "1", inputs, Optional.empty());
        Work work =
                new Work(
                        run,
                        0,
                        "steered",
                        "1",
                        "c".repeat(64),
                        key.digest(),
                        key.components(),
                        PlainJson.write(inputs),
                        List.of(),
                        true,
                        1,
                        project.ledger().conductor(run));
        Ticket ticket = new Ticket(work, "step", "step", 0, 0, 2, 0, List.of());
        return executor.execute(ticket, NOBODY, begun);
    }

    @ParameterizedTest
    @CsvSource({
        "fail, it cannot be",
        "break, IllegalStateException: it broke",
        "link, NoClassDefFoundError: com/acme/Missing",
        "null, the task gave no result at all (null)",
        "nothing, the task gave no value for its output 'name'",
    })
    void aTaskThatBehavesBadlyFailsWithAReason(String how, String reason) {
        Outcome outcome = execute(how);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.message()).isEqualTo(reason);
    }

    @Test
    void aTaskThatFailsBecauseItsWholeJobIsEndedIsGivenBack() throws Exception {
        executor.share();
        Thread[] batchSystem = new Thread[1];
        Outcome outcome =
                execute(
                        "fail",
                        attempt -> {
                            batchSystem[0] = new Thread(() -> leaveAfter(attempt));
                            batchSystem[0].start();
                        });
        batchSystem[0].join();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.STOPPED);
    }

    private void leaveAfter(Attempt attempt) {
        while (!attempt.failed()) {
            Thread.onSpinWait();
        }
        executor.leave();
    }

    @Test
    void aSecondAttemptGoesOnFromTheCheckpointOfTheFirst() throws Exception {
        checkpoint();
        assertThat(resumed()).isEqualTo("{\"name\":\"energy 1.25\"}");
    }

    @Test
    void aCheckpointWithAChangedNumberIsIgnoredAndThatIsSaid() throws Exception {
        Path file = checkpoint();
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, content.replace("1.25", "1.26"), StandardCharsets.ISO_8859_1);
        Outcome outcome = execute("checkpoint");
        assertThat(outcome.outputs()).isEqualTo("{\"name\":\"anew\"}");
        assertThat(outcome.warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.code()).isEqualTo("checkpoint-ignored");
                            assertThat(warning.text()).contains("was altered");
                        });
    }

    @Test
    void aCheckpointThatIsHalfThereIsIgnored() throws Exception {
        Path file = checkpoint();
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
        assertThat(resumed()).isEqualTo("{\"name\":\"anew\"}");
    }

    /** Fails a first attempt that leaves a checkpoint; gives its file. */
    private Path checkpoint() throws Exception {
        assertThat(execute("checkpoint").message()).contains("halted");
        try (var files = Files.list(project.home().directory().resolve("checkpoints"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private String resumed() {
        Outcome outcome = execute("checkpoint");
        assertThat(outcome.kind()).as(outcome.message()).isEqualTo(Outcome.Kind.SUCCEEDED);
        return outcome.outputs();
    }

    @Test
    void whatSomebodyElseHasIsNotExecuted() {
        assertThat(execute("pass").kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(execute("pass").kind()).isEqualTo(Outcome.Kind.LOST);
        assertThat(project.task().calls("n")).isEqualTo(1);
    }
}
