package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Warning;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/** Which results answer lookups, and what a run has of a result that it did not compute. */
abstract class LookupContract extends ClaimContract {
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
}
