package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.state.RunState;
import xcflow.runner.TestProject;
import xcflow.runner.execution.Ticket;

class LaterAttemptsTest {
    @TempDir private Path directory;
    private TestProject project;

    @BeforeEach
    void open() throws Exception {
        project = new TestProject(directory);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void laterAttemptsMayHaveMoreMemoryAndTime() throws Exception {
        TestRun run =
                TestRun.of(
                        project,
                        2,
                        """
                        name: growing
                        defaults: {retry: {attempts: 3, on-exit: [137, timeout]}}
                        steps:
                          first:
                            uses: steered
                            resources: {memory: "${{ attempt * 2 }}MiB"}
                            timeout: ${{ attempt }}m
                            with: {how: pass, name: first}
                        """);
        Ticket first = run.conductor.advance().get(0);
        assertThat(first.memory()).isEqualTo(2L << 20);
        assertThat(first.timeoutMillis()).isEqualTo(60_000);
        assertThat(first.onExit()).containsExactly("137", "timeout");
        run.fail(first, "it was killed", Optional.of(Instant.now()));
        Ticket second = run.conductor.advance().get(0);
        assertThat(second.memory()).isEqualTo(4L << 20);
        assertThat(second.timeoutMillis()).isEqualTo(120_000);
        assertThat(second.work().cacheKey()).isEqualTo(first.work().cacheKey());
    }

    @Test
    void laterAttemptsMayNeedMoreSeatsAndFailIfThereWillNeverBeSoMany() throws Exception {
        project.provenance().control().limits(Map.of("seat", 2));
        TestRun run =
                TestRun.of(
                        project,
                        2,
                        """
                        name: seated
                        defaults: {retry: {attempts: 4}}
                        steps:
                          first:
                            uses: steered
                            resources: {named: {seat: "${{ attempt }}"}}
                            with: {how: pass, name: first}
                          second:
                            uses: steered
                            resources: {named: {seat: 1}}
                            with: {how: pass, name: second}
                        """);
        List<Ticket> tickets = run.conductor.advance();
        assertThat(TestRun.labels(tickets)).containsExactly("first", "second");
        run.fail(tickets.get(0), "it was killed", Optional.of(Instant.now()));
        assertThat(run.conductor.advance()).isEmpty();
        run.succeed(tickets.get(1), "second");
        Ticket again = run.conductor.advance().get(0);
        run.fail(again, "it was killed", Optional.of(Instant.now()));
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isEqualTo(RunState.FAILED);
        assertThat(run.conductor.failures().get("first"))
                .isEqualTo("needs 3 of 'seat', but there are only 2 (limits in the settings)");
    }
}
