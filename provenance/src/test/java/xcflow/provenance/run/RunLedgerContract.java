package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.TestClock;
import xcflow.provenance.event.Event;
import xcflow.provenance.exchange.Import;
import xcflow.provenance.exchange.Selection;
import xcflow.provenance.exchange.Sink;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.home.Home;

/** What every ledger must do, whatever the database. */
abstract class RunLedgerContract {
    @TempDir Path directory;
    private final TestClock clock = new TestClock();
    private Provenance provenance;
    private RunLedger ledger;
    private Example example;
    private StateWatch watch;

    /** An empty database. */
    abstract LedgerDatabase database(Path directory) throws Exception;

    @BeforeEach
    void open() throws Exception {
        provenance =
                new Provenance(
                        database(directory),
                        new Home(directory).objects(),
                        ReferenceDescriptions.NONE,
                        clock);
        ledger = provenance.runs();
        watch = StateWatch.on(provenance.database());
        example = new Example(ledger);
    }

    @AfterEach
    void close() {
        try {
            watch.assertLawful();
        } finally {
            provenance.close();
        }
    }

    private InstanceState state(long run, int instance) {
        return ledger.instance(run, instance).orElseThrow().state();
    }

    @Test
    void aSubmittedRunCanBeReadAgain() {
        long id = example.run(3);
        Run run = ledger.run(id).orElseThrow();
        assertThat(run.workflow()).isEqualTo("example");
        assertThat(run.parameters()).isEqualTo("{\"x\":1}");
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(run.created()).isEqualTo(clock.instant());
        assertThat(run.counts()).isEqualTo(Map.of(InstanceState.READY, 3));
        assertThat(ledger.workflowText(run.workflowDigest())).contains("name: example");
        assertThat(ledger.run(id + 1)).isEmpty();
    }

    @Test
    void runsAreListedNewestFirst() {
        List<Long> ids = List.of(example.run(1), example.run(1), example.run(1));
        assertThat(ledger.runs(0, 2)).extracting(Run::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(ledger.runs(2, 2)).extracting(Run::id).containsExactly(ids.get(0));
    }

    @Test
    void planningAgainAddsOnlyWhatIsMissing() {
        long run = example.run(2);
        ledger.addInstances(
                run,
                List.of(
                        new NewInstance(1, "step", "{\"i\":1}"),
                        new NewInstance(2, "step", "{\"i\":2}")));
        assertThat(ledger.instances(run)).extracting(Instance::number).containsExactly(0, 1, 2);
        assertThat(state(run, 1)).isEqualTo(InstanceState.READY);
        assertThatThrownBy(
                        () -> ledger.addInstances(run, List.of(new NewInstance(1, "other", "{}"))))
                .hasMessageContaining("instance 1 of run " + run + " is step");
    }

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
    void findsWhatTheRunBeforeUsed() {
        long first = example.run(2);
        Claim claim = example.succeed(first, 0);
        long second = example.run(2);
        String key = example.work(first, 0).cacheKey();
        assertThat(ledger.lookupAsBefore(second)).containsOnlyKeys(key);
        assertThat(ledger.lookupAsBefore(second).get(key).execution()).isEqualTo(claim.execution());
        assertThat(ledger.lookupAsBefore(first)).isEmpty();
        ledger.disqualify(claim.execution(), "altered");
        assertThat(ledger.lookupAsBefore(second)).isEmpty();
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
    void completionRecordsOutputsArtefactsAndState() {
        long run = example.run(1);
        ArtefactRef output = Example.artefact("output");
        clock.advance(Duration.ofSeconds(1));
        Claim claim = example.succeed(run, 0, output, output);
        assertThat(state(run, 0)).isEqualTo(InstanceState.SUCCEEDED);
        Execution execution = ledger.execution(claim.execution()).orElseThrow();
        assertThat(execution.state()).isEqualTo(ExecutionState.SUCCEEDED);
        assertThat(execution.outputs()).contains("{\"y\":0}");
        assertThat(execution.ended()).contains(clock.instant());
        assertThat(ledger.outputArtefacts(claim.execution())).containsExactly(output, output);
        assertThat(ledger.outputs(run, Set.of(0))).isEqualTo(Map.of(0, "{\"y\":0}"));
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
    void aSuccessAnswersLookupsOfItsKeyUntilItIsDisqualified() {
        long run = example.run(2);
        long execution = example.succeed(run, 0).execution();
        String key = Example.key(0);
        assertThat(ledger.lookup(List.of(key, Example.key(99))))
                .containsOnlyKeys(key)
                .hasEntrySatisfying(
                        key,
                        cached -> {
                            assertThat(cached.execution()).isEqualTo(execution);
                            assertThat(cached.outputs()).isEqualTo("{\"y\":0}");
                        });
        ledger.disqualify(execution, "artefact lost");
        assertThat(ledger.lookup(List.of(key))).isEmpty();
    }

    @Test
    void warningsStayWithTheExecutionAndAreServedWithItsResult() {
        Warning coarse = new Warning("coarse-mesh", "2 × 2 × 2 is coarse; 8 × 8 × 8 is usual");
        long first = example.run(2);
        Claim claim = example.claim(first, 0);
        Completion doubtful =
                new Completion(
                        "{}", List.of(), List.of(), List.of(), Optional.empty(), List.of(coarse));
        assertThat(ledger.complete(claim, doubtful)).isTrue();
        ledger.fail(
                example.claim(first, 1),
                new Failure("no", Optional.empty(), Optional.empty(), List.of(coarse)));
        assertThat(ledger.warnings(first))
                .isEqualTo(Map.of(0, List.of(coarse), 1, List.of(coarse)));
        Cached cached = ledger.lookup(List.of(Example.key(0))).get(Example.key(0));
        assertThat(cached.warnings()).containsExactly(coarse);

        long second = example.run(1);
        ledger.cached(second, List.of(new Hit(0, Example.key(0), cached.execution())));
        assertThat(ledger.warnings(second)).isEqualTo(Map.of(0, List.of(coarse)));
        assertThat(ledger.executions(second, 0).get(0).warnings()).containsExactly(coarse);
    }

    @Test
    void aResultThatIsNotAsExpectedFailsTheInstanceButStaysReusable() {
        long run = example.run(3);
        long execution = example.succeed(run, 0).execution();
        example.succeed(run, 1);
        Warning warning = new Warning("expectation-not-met", "y > 1");
        assertThat(
                        ledger.judge(
                                run,
                                List.of(
                                        new Judgement(0, Optional.of("y is 0"), List.of()),
                                        new Judgement(1, Optional.empty(), List.of(warning)),
                                        new Judgement(2, Optional.of("no result"), List.of()))))
                .isEqualTo(2);
        assertThat(state(run, 0)).isEqualTo(InstanceState.FAILED);
        assertThat(ledger.instance(run, 0).orElseThrow().message()).contains("y is 0");
        assertThat(ledger.instance(run, 0).orElseThrow().execution()).contains(execution);
        assertThat(state(run, 1)).isEqualTo(InstanceState.SUCCEEDED);
        assertThat(ledger.warnings(run)).isEqualTo(Map.of(1, List.of(warning)));
        assertThat(state(run, 2)).isEqualTo(InstanceState.READY);
        assertThat(ledger.lookup(List.of(Example.key(0)))).hasSize(1);
        assertThat(ledger.outputs(run, List.of(0))).isEmpty();
        ledger.finish(run, RunState.FAILED, null, "y is 0");
        ledger.reopen(run);
        assertThat(state(run, 0)).isEqualTo(InstanceState.WAITING);
        ledger.cached(run, List.of(new Hit(0, Example.key(0), execution)));
        assertThat(state(run, 0)).isEqualTo(InstanceState.CACHED);
    }

    @Test
    void failuresAndUnfinishedExecutionsAnswerNoLookups() {
        long run = example.run(2);
        example.claim(run, 0);
        ledger.fail(example.claim(run, 1), new Failure("no", Optional.empty(), Optional.empty()));
        assertThat(ledger.lookup(List.of(Example.key(0), Example.key(1)))).isEmpty();
    }

    @Test
    void hitsPointToTheEarlierExecution() {
        long first = example.run(2);
        long execution = example.succeed(first, 0).execution();
        long second = example.run(2);
        assertThat(
                        ledger.cached(
                                second,
                                List.of(
                                        new Hit(0, Example.key(0), execution),
                                        new Hit(1, Example.key(0), execution))))
                .isEqualTo(2);
        assertThat(state(second, 0)).isEqualTo(InstanceState.CACHED);
        assertThat(ledger.outputs(second, List.of(0, 1)))
                .isEqualTo(Map.of(0, "{\"y\":0}", 1, "{\"y\":0}"));
        assertThat(ledger.executions(second, 1))
                .extracting(Execution::id)
                .containsExactly(execution);
        assertThat(ledger.cached(second, List.of(new Hit(0, Example.key(0), execution)))).isZero();
    }

    @Test
    void settlingLeavesRunningAndFinishedInstancesAlone() {
        long run = example.run(3);
        example.claim(run, 0);
        example.succeed(run, 1);
        List<Settlement> all =
                List.of(
                        new Settlement(0, InstanceState.SKIPPED, "upstream failed"),
                        new Settlement(1, InstanceState.SKIPPED, "upstream failed"),
                        new Settlement(2, InstanceState.SKIPPED, "upstream failed"));
        assertThat(ledger.settle(run, all)).isEqualTo(1);
        assertThat(ledger.instances(run))
                .extracting(Instance::state)
                .containsExactly(
                        InstanceState.RUNNING, InstanceState.SUCCEEDED, InstanceState.SKIPPED);
    }

    @Test
    void aReopenedRunWaitsForWhateverHasNoResult() {
        long run = example.run(4);
        example.succeed(run, 0);
        ledger.fail(example.claim(run, 1), new Failure("no", Optional.empty(), Optional.empty()));
        Claim abandoned = example.claim(run, 2);
        ledger.settle(run, List.of(new Settlement(3, InstanceState.SKIPPED, "upstream failed")));
        ledger.requestCancel(run);
        ledger.finish(run, RunState.FAILED, null, "instance 1 failed");
        assertThat(ledger.run(run).orElseThrow().message()).contains("instance 1 failed");
        clock.advance(Example.LEASE.plusSeconds(1));
        ledger.reopen(run);
        Run reopened = ledger.run(run).orElseThrow();
        assertThat(reopened.state()).isEqualTo(RunState.RUNNING);
        assertThat(reopened.cancelRequested()).isEmpty();
        assertThat(reopened.counts())
                .isEqualTo(Map.of(InstanceState.SUCCEEDED, 1, InstanceState.WAITING, 3));
        assertThat(ledger.execution(abandoned.execution()).orElseThrow().state())
                .isEqualTo(ExecutionState.LOST);
    }

    @Test
    void aRequestToCancelIsSeenByWhoeverReadsTheRun() {
        long run = example.run(1);
        ledger.requestCancel(run);
        assertThat(ledger.run(run).orElseThrow().cancelRequested()).contains(clock.instant());
    }

    @Test
    void earlierExecutionsOfTheSameStepComeFirst() {
        long run = example.run(2);
        ledger.addInstances(run, List.of(new NewInstance(2, "other", "{}")));
        ledger.ready(run, List.of(2));
        long old = example.succeed(run, 0).execution();
        long young = example.succeed(run, 1).execution();
        long elsewhere = example.succeed(run, 2).execution();
        assertThat(ledger.earlier("task", "example", "step", 10))
                .extracting(Execution::id)
                .containsExactly(young, old, elsewhere);
        assertThat(ledger.earlier("task", "example", "step", 1)).hasSize(1);
        assertThat(ledger.earlier("another-task", "example", "step", 10)).isEmpty();
    }

    @Test
    void inputsLongerThanAMillionCharactersAreKept() {
        long run = example.run(1);
        String outputs = "{\"text\":\"" + "ä".repeat(2_000_000) + "\"}";
        Claim claim = example.claim(run, 0);
        ledger.complete(claim, Completion.of(outputs, List.of()));
        assertThat(ledger.outputs(run, List.of(0))).containsValue(outputs);
    }

    @Test
    void eachEventCarriesTheHashOfTheOneBefore() {
        example.succeed(example.run(2), 0, Example.artefact("output"));
        List<Event> events = provenance.events().after(0, 100);
        assertThat(events)
                .extracting(Event::type)
                .containsExactly(
                        "worker-registered",
                        "workflow-recorded",
                        "run-submitted",
                        "instances-planned",
                        "execution-succeeded");
        String previous = Event.GENESIS;
        for (Event event : events) {
            assertThat(event.previous()).isEqualTo(previous);
            assertThat(event.hash()).isEqualTo(event.expectedHash());
            previous = event.hash();
        }
        assertThat(provenance.events().head().hash()).isEqualTo(previous);
    }

    @Test
    void whatWasMadeOfAnAlteredArtefactAnswersNoLookupsUntilItIsMadeAgain() {
        long run = example.run(3);
        ArtefactRef data = Example.artefact("data");
        ArtefactRef result = Example.artefact("result");
        long made = example.succeed(run, 0, data).execution();
        Claim reader = example.claim(run, 1, data);
        ledger.complete(reader, Completion.of("{\"y\":1}", List.of(result)));
        Claim last = example.claim(run, 2, result);
        ledger.complete(last, Completion.of("{\"y\":2}", List.of()));
        List<String> keys = List.of(Example.key(0), Example.key(1), Example.key(2));
        assertThat(ledger.lookup(keys)).hasSize(3);

        assertThat(ledger.notRecalled(Set.of(data.digest()))).containsExactly(data.digest());
        Recalled recalled = ledger.recall(data.digest(), data.digest());
        assertThat(recalled.executions())
                .containsExactly(made, reader.execution(), last.execution());
        assertThat(recalled.text()).contains("data.txt of example/step in run " + run);
        assertThat(ledger.lookup(keys)).isEmpty();
        assertThat(ledger.notRecalled(Set.of(data.digest()))).isEmpty();

        example.succeed(example.run(1), 0, data);
        assertThat(ledger.recall(data.digest(), data.digest()).executions()).isEmpty();
        assertThat(ledger.lookup(keys)).hasSize(1);
        assertThat(ledger.recall(data.digest(), data.digest() + ".2").executions()).hasSize(1);
    }

    @Test
    void anArchiveIsImportedAndTheAuditIsClean(@TempDir Path elsewhere) throws Exception {
        try (ExampleHome home = ExampleHome.filled(elsewhere.resolve("home"))) {
            Path archive = elsewhere.resolve("archive");
            try (Sink sink = Sink.directory(archive)) {
                home.provenance.exporter().crate(Selection.run(home.run), sink, bytes -> {});
            }
            Import.Imported imported = provenance.importer().from(archive, bytes -> {});
            assertThat(imported.executions()).isEqualTo(4);
            long run = imported.runs().get(0);
            assertThat(provenance.origins().run(run)).contains("imported: unverified");
            assertThat(ledger.lookup(List.of(Example.key(3))).get(Example.key(3)).origin())
                    .contains("imported: unverified");
            watch.stop();
            assertThat(provenance.audit().run().findings()).isEmpty();
        }
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

    @Test
    void theLastTwoCheckpointsAreKnown() {
        for (String digest : List.of("a", "b", "c")) {
            ledger.checkpoint("key", digest);
        }
        assertThat(ledger.checkpoints("key")).containsExactlyInAnyOrder("b", "c");
        ledger.forgetCheckpoint("key");
        assertThat(ledger.checkpoints("key")).isEmpty();
    }
}
