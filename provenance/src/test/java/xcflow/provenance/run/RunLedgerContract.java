package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.event.Event;
import xcflow.provenance.exchange.Import;
import xcflow.provenance.exchange.Selection;
import xcflow.provenance.exchange.Sink;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/** What every ledger must do, whatever the database. */
abstract class RunLedgerContract extends LookupContract {

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
    void theLastTwoCheckpointsAreKnown() {
        for (String digest : List.of("a", "b", "c")) {
            ledger.checkpoint("key", digest);
        }
        assertThat(ledger.checkpoints("key")).containsExactlyInAnyOrder("b", "c");
        ledger.forgetCheckpoint("key");
        assertThat(ledger.checkpoints("key")).isEmpty();
    }
}
