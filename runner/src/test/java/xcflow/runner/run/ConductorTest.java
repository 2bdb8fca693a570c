package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.TestProject;
import xcflow.runner.execution.Outcome;
import xcflow.runner.execution.Ticket;
import xcflow.workflows.plan.StepSelection;

class ConductorTest {
    private static final String DIAMOND =
            """
            name: diamond
            steps:
              top: {uses: steered, with: {how: pass, name: top}}
              side:
                uses: steered
                matrix: {n: [1, 2]}
                with: {how: pass, name: "${{ steps.top.name }}-${{ matrix.n }}"}
              bottom: {uses: steered, with: {how: pass, name: "${{ steps.side[1].name }}"}}
            outputs: {name: "${{ steps.bottom.name }}"}
            """;

    private static final String TWO =
            """
            name: two
            steps:
              first: {uses: steered, retry: {attempts: 2}, with: {how: pass, name: first}}
              second: {uses: steered, with: {how: pass, name: "after ${{ steps.first.name }}"}}
            """;

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
    void givesOutWhatIsReadyAndEndsWithTheOutputs() throws Exception {
        TestRun run = TestRun.of(project, 2, DIAMOND);
        List<Ticket> top = run.conductor.advance();
        assertThat(TestRun.labels(top)).containsExactly("top");
        assertThat(run.conductor.advance()).isEmpty();
        run.succeed(top.get(0), "T");
        List<Ticket> sides = run.conductor.advance();
        assertThat(TestRun.labels(sides)).containsExactly("side[n=1]", "side[n=2]");
        assertThat(sides.get(0).work().inputs()).contains("\"name\":\"T-1\"");
        run.succeed(sides.get(1), "S2");
        assertThat(run.conductor.advance()).isEmpty();
        run.succeed(sides.get(0), "S1");
        run.succeed(run.conductor.advance().get(0), "B");
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.conductor.await(Duration.ZERO)).isTrue();
        assertThat(project.ledger().run(run.id()).orElseThrow().outputs())
                .contains("{\"name\":\"B\"}");
        assertThat(run.told.told)
                .contains("started top 2", "succeeded bottom")
                .endsWith("ended")
                .filteredOn(line -> line.startsWith("started side"))
                .hasSize(2);
    }

    @Test
    void secondRunIsCachedWholeAndGivesOutNothing() throws Exception {
        TestRun.of(project, 2, DIAMOND).succeedAll();
        TestRun again = TestRun.of(project, 2, DIAMOND);
        assertThat(again.conductor.advance()).isEmpty();
        assertThat(again.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        assertThat(again.states()).containsOnly(InstanceState.CACHED);
        assertThat(again.told.told)
                .containsExactly("cached top side[n=1] side[n=2] bottom", "ended");
    }

    @Test
    void aFailureForGoodSkipsWhatDependsOnItAndFailsTheRun() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        run.fail(run.conductor.advance().get(0), "it cannot be", Optional.empty());
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isEqualTo(RunState.FAILED);
        assertThat(run.conductor.failures()).containsEntry("first", "it cannot be");
        assertThat(run.states()).containsExactly(InstanceState.FAILED, InstanceState.SKIPPED);
    }

    @Test
    void aRetryWaitsUntilItIsDue() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        Instant later = Instant.now().plusSeconds(3600);
        run.fail(run.conductor.advance().get(0), "it broke", Optional.of(later));
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isNull();
        assertThat(run.conductor.untilNextRetry(Duration.ofDays(1)))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void aRetryThatIsDueIsGivenOutAgain() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        run.fail(run.conductor.advance().get(0), "it broke", Optional.of(Instant.now()));
        List<Ticket> again = run.conductor.advance();
        assertThat(TestRun.labels(again)).containsExactly("first");
        run.succeed(again.get(0), "F");
        run.succeedAll();
        assertThat(run.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.told.told).contains("retrying first: it broke");
    }

    @Test
    void whatIsLostIsGivenOutAgain() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        run.end(run.conductor.advance().get(0), Outcome.Kind.LOST);
        assertThat(TestRun.labels(run.conductor.advance())).containsExactly("first");
    }

    @Test
    void cancellingWaitsForWhatIsUnderWayAndBeginsNothing() throws Exception {
        TestRun run = TestRun.of(project, 2, DIAMOND);
        run.succeed(run.conductor.advance().get(0), "T");
        List<Ticket> sides = run.conductor.advance();
        run.conductor.cancel();
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isNull();
        run.succeed(sides.get(0), "S1");
        run.end(sides.get(1), Outcome.Kind.STOPPED);
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isEqualTo(RunState.CANCELLED);
        assertThat(run.states())
                .containsExactly(
                        InstanceState.SUCCEEDED,
                        InstanceState.SUCCEEDED,
                        InstanceState.CANCELLED,
                        InstanceState.CANCELLED);
    }

    @Test
    void aResumedRunGoesOnWhereItWas() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        run.succeed(run.conductor.advance().get(0), "F");
        TestRun resumed = TestRun.resumed(project, run);
        List<Ticket> rest = resumed.conductor.advance();
        assertThat(TestRun.labels(rest)).containsExactly("second");
        assertThat(rest.get(0).work().inputs()).contains("after F");
        resumed.succeed(rest.get(0), "S");
        resumed.succeedAll();
        assertThat(resumed.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        assertThat(resumed.states()).containsOnly(InstanceState.SUCCEEDED);
    }

    @Test
    void aTicketOfAnEarlierConductorCannotBeClaimed() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        Ticket stale = run.conductor.advance().get(0);
        TestRun.resumed(project, run);
        assertThat(project.ledger().claim(stale.work(), project.worker(), Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void twinsAreComputedOnce() throws Exception {
        TestRun run =
                TestRun.of(
                        project,
                        4,
                        """
                        name: twins
                        steps:
                          twin: {uses: steered, matrix: {n: [1, 2, 3]}, with: {how: pass, name: same}}
                        """);
        List<Ticket> tickets = run.conductor.advance();
        assertThat(TestRun.labels(tickets)).containsExactly("twin[n=1]");
        run.succeed(tickets.get(0), "same");
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.states())
                .containsExactly(
                        InstanceState.SUCCEEDED, InstanceState.CACHED, InstanceState.CACHED);
    }

    @Test
    void aDefectEndsTheWaitingButNotTheRun() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        Ticket ticket = run.conductor.advance().get(0);
        run.conductor.broken(ticket, new IllegalStateException("the disk is full"));
        assertThat(run.conductor.await(Duration.ZERO)).isTrue();
        assertThat(run.conductor.result()).isNull();
        assertThat(run.conductor.defect()).hasMessage("the disk is full");
        assertThat(project.ledger().run(run.id()).orElseThrow().state())
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    void aFailureThatIsToleratedIsLeftOutOfLists() throws Exception {
        TestRun run =
                TestRun.of(
                        project,
                        4,
                        """
                        name: tolerant
                        steps:
                          a:
                            uses: steered
                            on-failure: continue
                            matrix: {n: ['1', '2', '3']}
                            with: {how: pass, name: "${{ matrix.n }}"}
                        outputs: {results: "${{ steps.a.map(x, x.name) }}"}
                        """);
        List<Ticket> tickets = run.conductor.advance();
        run.succeed(tickets.get(0), "1");
        run.fail(tickets.get(1), "it cannot be", Optional.empty());
        run.succeed(tickets.get(2), "3");
        assertThat(run.conductor.advance()).isEmpty();
        assertThat(run.conductor.result()).isEqualTo(RunState.SUCCEEDED);
        assertThat(project.ledger().run(run.id()).orElseThrow().outputs())
                .contains("{\"results\":[\"1\",\"3\"]}");
    }

    @Test
    void aSuccessThatCameOnARetryIsReused() throws Exception {
        TestRun run = TestRun.of(project, 2, TWO);
        run.fail(run.conductor.advance().get(0), "it broke", Optional.of(Instant.now()));
        run.succeedAll();
        TestRun again = TestRun.of(project, 2, TWO);
        assertThat(again.conductor.advance()).isEmpty();
        assertThat(again.states()).containsOnly(InstanceState.CACHED);
    }

    @Test
    void whatIsToBeRecomputedIsComputedAlthoughItIsKnown() throws Exception {
        TestRun.of(project, 2, DIAMOND).succeedAll();
        TestRun again = TestRun.of(project, 2, DIAMOND, StepSelection.ALL, List.of("side[n=2]"));
        List<Ticket> tickets = again.conductor.advance();
        assertThat(TestRun.labels(tickets)).containsExactly("side[n=2]");
        again.succeed(tickets.get(0), "another");
        List<Ticket> after = again.conductor.advance();
        assertThat(TestRun.labels(after)).containsExactly("bottom");
        again.succeed(after.get(0), "B");
        assertThat(again.conductor.advance()).isEmpty();
        assertThat(again.states())
                .containsExactly(
                        InstanceState.CACHED,
                        InstanceState.CACHED,
                        InstanceState.SUCCEEDED,
                        InstanceState.SUCCEEDED);
        TestRun third = TestRun.of(project, 2, DIAMOND);
        assertThat(third.conductor.advance()).isEmpty();
        assertThat(third.states()).containsOnly(InstanceState.CACHED);
    }

    @Test
    void aRecomputedResultThatIsTheSameChangesNothingElse() throws Exception {
        TestRun.of(project, 2, TWO).succeedAll();
        TestRun again = TestRun.of(project, 2, TWO, StepSelection.ALL, List.of("first"));
        again.succeed(again.conductor.advance().get(0), "first");
        assertThat(again.conductor.advance()).isEmpty();
        assertThat(again.states()).containsExactly(InstanceState.SUCCEEDED, InstanceState.CACHED);
    }

    @Test
    void aResumedRunStillRecomputes() throws Exception {
        TestRun.of(project, 2, TWO).succeedAll();
        TestRun stopped = TestRun.of(project, 2, TWO, StepSelection.ALL, List.of("second"));
        assertThat(TestRun.labels(stopped.conductor.advance())).containsExactly("second");
        TestRun resumed = TestRun.resumed(project, stopped);
        assertThat(TestRun.labels(resumed.conductor.advance())).containsExactly("second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sid | there is no step 'sid' to run (did you mean 'side'?)",
                "side[n=9] | there is no instance side[n=9]; the first of the step is side[n=1]",
                "side[n=1, n=2] | 'side[n=1, n=2]' gives the axis 'n' twice; repeat the option",
                "side[n] | 'side[n]' is not understood; write STEP or STEP[axis=value, …]",
            })
    void aSelectionThatChoosesNothingIsRefused(String selection, String message) {
        assertThatThrownBy(
                        () ->
                                TestRun.of(
                                        project, 2, DIAMOND, StepSelection.ALL, List.of(selection)))
                .hasMessageContaining(message);
    }

    @Test
    void aRunFromAStepHasWhatDependsOnItAndWhatThoseNeed() throws Exception {
        String workflow =
                """
                name: parts
                steps:
                  a: {uses: steered, with: {how: pass, name: a}}
                  b: {uses: steered, with: {how: pass, name: "b${{ steps.a.name }}"}}
                  c: {uses: steered, with: {how: pass, name: c}}
                  d: {uses: steered, with: {how: pass, name: "d${{ steps.b.name }}${{ steps.c.name }}"}}
                  e: {uses: steered, with: {how: pass, name: "e${{ steps.d.name }}"}}
                  other: {uses: steered, with: {how: pass, name: other}}
                """;
        assertThat(steps(workflow, List.of("b"), List.of()))
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(steps(workflow, List.of("b"), List.of("d"))).containsExactly("a", "b", "c", "d");
        assertThat(steps(workflow, List.of(), List.of("b"))).containsExactly("a", "b");
        assertThat(steps(workflow, List.of(), List.of("b", "other")))
                .containsExactly("a", "b", "other");
        assertThatThrownBy(() -> steps(workflow, List.of("other"), List.of("d")))
                .hasMessageContaining("no step up to 'd' depends on 'other'");
        assertThatThrownBy(() -> steps(workflow, List.of("oter"), List.of()))
                .hasMessageContaining("there is no step 'oter' (did you mean 'other'?)");
    }

    private List<String> steps(String workflow, List<String> from, List<String> until)
            throws Exception {
        TestRun run = TestRun.of(project, 2, workflow, new StepSelection(from, until), List.of());
        return run.submitted.plan().steps().stream().map(step -> step.step().id()).toList();
    }
}
