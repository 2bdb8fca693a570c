package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.TestClock;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Usage;
import xcflow.provenance.state.RunState;
import xcflow.storage.home.Home;

class RunControlTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir private Path directory;
    private final TestClock clock = new TestClock();
    private Provenance provenance;
    private RunLedger ledger;
    private RunControl control;
    private Example example;

    @BeforeEach
    void open() throws Exception {
        Home home = new Home(directory);
        provenance =
                new Provenance(
                        home.database(Provenance.schema()),
                        home.objects(),
                        ReferenceDescriptions.NONE,
                        clock);
        ledger = provenance.runs();
        control = provenance.control();
        example = new Example(ledger);
    }

    @AfterEach
    void close() {
        provenance.close();
    }

    private long run(int priority, boolean ready) {
        long run =
                ledger.submit(new NewRun("w", "name: w", "w", "{}", "{}", "command-line", priority))
                        .id();
        ledger.addInstances(run, List.of(new NewInstance(0, "step", "{\"i\":0}")));
        if (ready) {
            ledger.ready(run, List.of(0));
        }
        return run;
    }

    @Test
    void aPausedRunCanGoOnBeCancelledOrResumed() {
        long run = run(0, true);
        assertThat(control.pause(run)).isTrue();
        assertThat(control.pause(run)).isFalse();
        ledger.requestCancel(run);
        assertThat(ledger.run(run).orElseThrow().cancelRequested()).isPresent();
        ledger.reopen(run);
        assertThat(ledger.run(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
        assertThat(control.goOn(run)).isFalse();
        assertThat(provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void onlyRunsWithAHigherPriorityAndReadyWorkAreMoreUrgent() {
        long urgent = run(5, true);
        long usual = run(0, true);
        run(9, false);
        assertThat(control.moreUrgent(usual)).containsExactly(urgent);
        assertThat(control.moreUrgent(urgent)).isEmpty();
        control.prioritise(usual, 6);
        assertThat(control.priority(usual)).isEqualTo(6);
        assertThat(control.moreUrgent(usual)).isEmpty();
    }

    @Test
    void noMoreOfAResourceIsHeldThanThereIs() {
        control.limits(Map.of("licence", 3, "gpu", 1));
        long one = run(0, true);
        long other = run(0, true);
        assertThat(control.acquire(one, 0, Map.of("licence", 2, "gpu", 1), LEASE)).isTrue();
        assertThat(control.acquire(other, 0, Map.of("licence", 2), LEASE)).isFalse();
        assertThat(control.acquire(other, 0, Map.of("licence", 1, "gpu", 1), LEASE)).isFalse();
        assertThat(control.acquire(other, 0, Map.of("licence", 1), LEASE)).isTrue();
        control.giveBack(one, 0);
        assertThat(control.acquire(other, 0, Map.of("licence", 3), LEASE))
                .as("what it holds itself does not count twice")
                .isTrue();
        assertThat(control.acquire(one, 0, Map.of("unknown", 1), LEASE)).isFalse();
    }

    @Test
    void whatADeadProcessHeldIsFreeWhenItsLeaseAndItsExecutionAreOver() {
        control.limits(Map.of("licence", 1));
        long dead = run(0, true);
        long other = run(0, true);
        assertThat(control.acquire(dead, 0, Map.of("licence", 1), LEASE)).isTrue();
        assertThat(ledger.claim(example.work(dead, 0), example.worker, LEASE.multipliedBy(3)))
                .isPresent();
        clock.advance(LEASE.multipliedBy(2));
        assertThat(control.acquire(other, 0, Map.of("licence", 1), LEASE))
                .as("a worker still executes it")
                .isFalse();
        clock.advance(LEASE.multipliedBy(2));
        assertThat(control.acquire(other, 0, Map.of("licence", 1), LEASE)).isTrue();
    }

    @Test
    void whatAnExecutionUsedIsRecordedAndSealed() {
        long run = run(0, true);
        Claim claim = ledger.claim(example.work(run, 0), example.worker, LEASE).orElseThrow();
        Usage usage =
                new Usage(
                        OptionalDouble.of(12.5),
                        OptionalLong.of(1L << 30),
                        OptionalLong.empty(),
                        OptionalLong.of(0));
        ledger.complete(
                claim,
                new Completion(
                        "{}",
                        List.of(),
                        List.of(),
                        List.of(),
                        java.util.Optional.empty(),
                        List.of(),
                        usage));
        assertThat(ledger.execution(claim.execution()).orElseThrow().usage()).isEqualTo(usage);
        assertThat(provenance.audit().run().findings()).isEmpty();
        provenance.database().read(sql -> sql.update("update executions set cpu_seconds = 1.0"));
        assertThat(provenance.audit().run().findings()).isNotEmpty();
    }
}
