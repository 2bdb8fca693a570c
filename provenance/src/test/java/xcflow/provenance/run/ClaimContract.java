package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;

/** Who may compute an instance, for how long, and what follows a failure. */
abstract class ClaimContract extends LedgerStage {
    @Test
    void anInstanceNeedNotBeRecordedAsReadyToBeClaimed() {
        long run = example.run(1);
        ledger.addInstances(run, List.of(new NewInstance(1, "later", "{}")));
        assertThat(ledger.claim(example.work(run, 1), example.worker, Example.LEASE)).isPresent();
        assertThat(ledger.claim(example.work(run, 1), example.worker, Example.LEASE)).isEmpty();
        assertThat(state(run, 1)).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void anInstanceThatIsOverCannotBeClaimed() {
        long run = example.run(1);
        ledger.settle(run, List.of(new Settlement(0, InstanceState.CANCELLED, "cancelled")));
        assertThat(ledger.claim(example.work(run, 0), example.worker, Example.LEASE)).isEmpty();
        assertThat(state(run, 0)).isEqualTo(InstanceState.CANCELLED);
    }

    @Test
    void ofManyClaimsAtOnceExactlyOneSucceeds() throws Exception {
        long run = example.run(20);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Claim>>> rivals = new ArrayList<>();
            for (int rival = 0; rival < 4; rival++) {
                rivals.add(
                        () -> {
                            List<Claim> mine = new ArrayList<>();
                            for (int i = 0; i < 20; i++) {
                                ledger.claim(example.work(run, i), example.worker, Example.LEASE)
                                        .ifPresent(mine::add);
                            }
                            return mine;
                        });
            }
            List<Integer> claimed = new ArrayList<>();
            for (Future<List<Claim>> future : threads.invokeAll(rivals)) {
                future.get().forEach(claim -> claimed.add(claim.instance()));
            }
            assertThat(claimed).hasSize(20).doesNotHaveDuplicates();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aClaimOpensAnExecutionWithAllItsIngredients() {
        long run = example.run(1);
        ArtefactRef input = Example.artefact("input");
        Claim claim = example.claim(run, 0, input);
        Execution execution = ledger.execution(claim.execution()).orElseThrow();
        assertThat(execution.state()).isEqualTo(ExecutionState.RUNNING);
        assertThat(execution.run()).contains(run);
        assertThat(execution.workflow()).isEqualTo("example");
        assertThat(execution.step()).isEqualTo("step");
        assertThat(execution.labels()).isEqualTo("{\"i\":0}");
        assertThat(execution.attempt()).isEqualTo(1);
        assertThat(execution.keyComponents()).isEqualTo("{\"task\":\"task\",\"x\":0}");
        assertThat(execution.threads()).isEqualTo(2);
        assertThat(execution.started()).isEqualTo(clock.instant());
        assertThat(ledger.inputArtefacts(claim.execution())).containsExactly(input);
        assertThat(ledger.worker(execution.worker())).contains(example.worker);
    }

    @Test
    void aResultCanBeRecordedOnlyOnce() {
        long run = example.run(1);
        Claim claim = example.succeed(run, 0);
        assertThat(ledger.complete(claim, Completion.of("{\"y\":99}", List.of()))).isFalse();
        assertThat(ledger.outputs(run, Set.of(0))).containsValue("{\"y\":0}");
    }

    @Test
    void anExpiredLeaseCanBeTakenOverAndTheFirstHolderIsTooLate() {
        long run = example.run(1);
        Claim first = example.claim(run, 0);
        assertThat(ledger.claim(example.work(run, 0), example.worker, Example.LEASE)).isEmpty();
        clock.advance(Example.LEASE.plusMillis(1));
        assertThat(ledger.claimable(run, clock.instant(), 10))
                .extracting(Instance::number)
                .containsExactly(0);
        Claim second = example.claim(run, 0);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(ledger.complete(first, Completion.of("{\"y\":1}", List.of()))).isFalse();
        assertThat(ledger.execution(first.execution()).orElseThrow().state())
                .isEqualTo(ExecutionState.LOST);
        assertThat(ledger.complete(second, Completion.of("{\"y\":2}", List.of()))).isTrue();
        assertThat(ledger.outputs(run, Set.of(0))).containsValue("{\"y\":2}");
    }

    @Test
    void aHeartbeatExtendsTheLeaseAndTellsWhatIsLost() {
        long run = example.run(2);
        Claim kept = example.claim(run, 0);
        Claim lost = example.claim(run, 1);
        List<RunLedger.Progress> both =
                List.of(
                        new RunLedger.Progress(kept, 0.25, "iteration 3"),
                        new RunLedger.Progress(lost, Double.NaN, "starting"));
        clock.advance(Duration.ofSeconds(20));
        assertThat(ledger.heartbeat(both, Example.LEASE)).isEmpty();
        assertThat(ledger.instance(run, 0).orElseThrow().progress()).hasValue(0.25);
        assertThat(ledger.instance(run, 0).orElseThrow().message()).contains("iteration 3");
        assertThat(ledger.instance(run, 1).orElseThrow().progress()).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(ledger.claim(example.work(run, 0), example.worker, Example.LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        example.claim(run, 1);
        assertThat(ledger.heartbeat(both, Example.LEASE)).containsExactly(lost);
    }

    @Test
    void aDeadWorkersLeasesCanBeEndedAtOnce() {
        long run = example.run(2);
        example.claim(run, 0);
        assertThat(ledger.leaseHolders()).containsExactly(example.worker);
        assertThat(ledger.expire(example.worker.id())).isEqualTo(1);
        assertThat(example.claim(run, 0).attempt()).isEqualTo(2);
    }

    @Test
    void aFailureWithBackoffMayBeRetriedWhenItsTimeHasCome() {
        long run = example.run(1);
        Claim claim = example.claim(run, 0);
        var retryAt = clock.instant().plusSeconds(5);
        ArtefactRef log = Example.artefact("log");
        assertThat(
                        ledger.fail(
                                claim,
                                new Failure("no luck", Optional.of(retryAt), Optional.of(log))))
                .isTrue();
        assertThat(state(run, 0)).isEqualTo(InstanceState.READY);
        assertThat(ledger.nextRetry(run)).contains(retryAt);
        assertThat(ledger.claim(example.work(run, 0), example.worker, Example.LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(example.claim(run, 0).attempt()).isEqualTo(2);
        Execution failed = ledger.executions(run, 0).get(0);
        assertThat(failed.message()).contains("no luck");
        assertThat(failed.log()).contains(log.digest());
    }

    @Test
    void aFailureWithoutRetryEndsTheInstance() {
        long run = example.run(1);
        Claim claim = example.claim(run, 0);
        ledger.fail(claim, new Failure("never", Optional.empty(), Optional.empty()));
        assertThat(state(run, 0)).isEqualTo(InstanceState.FAILED);
        assertThat(ledger.nextRetry(run)).isEmpty();
        assertThat(ledger.fail(claim, new Failure("again", Optional.empty(), Optional.empty())))
                .isFalse();
    }

    @Test
    void aReleasedClaimDoesNotCountAsAnAttempt() {
        long run = example.run(1);
        Claim claim = example.claim(run, 0);
        assertThat(ledger.release(claim, InstanceState.READY, "stopped")).isTrue();
        assertThat(ledger.execution(claim.execution()).orElseThrow().state())
                .isEqualTo(ExecutionState.CANCELLED);
        assertThat(example.claim(run, 0).attempt()).isEqualTo(1);
    }

    @Test
    void workOfAnotherConductorCannotBeClaimed() {
        long run = example.run(1);
        Work stale = example.work(run, 0);
        ledger.reopen(run);
        assertThat(ledger.claim(stale, example.worker, Example.LEASE)).isEmpty();
        assertThat(ledger.claim(example.work(run, 0), example.worker, Example.LEASE)).isPresent();
    }

    @Test
    void workWithAnotherKeyThanWasNotedCannotBeClaimed() {
        long run = example.run(2);
        ledger.expect(run, Map.of(0, Example.key(1), 1, Example.key(1)));
        assertThat(ledger.claim(example.work(run, 0), example.worker, Example.LEASE)).isEmpty();
        assertThat(ledger.claim(example.work(run, 1), example.worker, Example.LEASE)).isPresent();
    }
}
