package xcflow.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Settlement;
import xcflow.provenance.run.Work;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.storage.Sha256;
import xcflow.storage.home.Home;

class RunViewsTest {
    private static final Warning COARSE = new Warning("coarse-mesh", "2 × 2 × 2 is coarse");

    @TempDir private Path directory;
    private Project project;
    private RunLedger ledger;
    private Worker worker;

    @BeforeEach
    void open() throws IOException {
        Home home = new Home(directory.resolve("home"));
        project = new Project(home, Provenance.open(home, ReferenceDescriptions.NONE));
        ledger = project.ledger();
        worker =
                ledger.register(
                        new Worker(0, "here", 1, "17", "Linux", "0.1.0", "{}", Instant.EPOCH));
    }

    @AfterEach
    void close() {
        project.close();
    }

    private Run run() {
        Run run = ledger.submit(new NewRun("w", "name: w", "w.yaml", "{}", "{}", "command-line"));
        ledger.addInstances(
                run.id(),
                List.of(
                        new NewInstance(0, "step", "{\"seed\":1}"),
                        new NewInstance(1, "step", "{\"seed\":2}"),
                        new NewInstance(2, "last", "{}")));
        return ledger.run(run.id()).orElseThrow();
    }

    private Claim claim(Run run, int instance) {
        return ledger.claim(
                        new Work(
                                run.id(),
                                instance,
                                "task",
                                "1",
                                Sha256.of("code"),
                                Sha256.of("key " + instance),
                                "{}",
                                "{}",
                                List.of(),
                                true,
                                1,
                                ledger.conductor(run.id())),
                        worker,
                        Duration.ofMinutes(1))
                .orElseThrow();
    }

    private RunView view(Run run) throws IOException {
        return new RunViews(project).of(ledger.run(run.id()).orElseThrow());
    }

    @Test
    void aRunOnWhichNoProcessWorksIsInterrupted() throws IOException {
        Run run = run();
        RunView left = view(run);
        assertThat(left.state()).isEqualTo("INTERRUPTED");
        assertThat(left.interrupted()).isTrue();
        assertThat(left.goingOn()).isFalse();
        assertThat(left.took(run.created().plusSeconds(5))).isEmpty();

        try (RunLock lock = RunLock.take(project, run.id()).orElseThrow()) {
            RunView led = view(run);
            assertThat(led.state()).isEqualTo("RUNNING");
            assertThat(led.goingOn()).isTrue();
            assertThat(led.took(run.created().plusSeconds(5))).contains(Duration.ofSeconds(5));
            assertThat(led.took(run.created().minusSeconds(5))).contains(Duration.ZERO);
            assertThat(new RunViews(project).latest(9)).containsExactly(led);
        }
        assertThat(view(run).state()).isEqualTo("INTERRUPTED");

        ledger.finish(run.id(), RunState.FAILED, null, "step failed");
        RunView ended = view(run);
        assertThat(ended.state()).isEqualTo("FAILED");
        assertThat(ended.goingOn()).isFalse();
        Duration took = Duration.between(run.created(), ended.run().ended().orElseThrow());
        assertThat(ended.took(Instant.MAX)).contains(took);
    }

    @Test
    void theLatestRunsComeFirstAndNoMoreThanWereAskedFor() throws IOException {
        run();
        Run second = run();
        Run third = run();
        assertThat(new RunViews(project).latest(2))
                .extracting(view -> view.run().id())
                .containsExactly(third.id(), second.id());
    }

    @Test
    void instancesAreCountedByStateInTheOrderOfTheStates() throws IOException {
        Run run = run();
        ledger.complete(claim(run, 0), Completion.of("{}", List.of()));
        ledger.settle(run.id(), List.of(new Settlement(2, InstanceState.SKIPPED, "no need")));
        RunView view = view(run);
        assertThat(view.counts()).isEqualTo(Map.of("waiting", 1, "succeeded", 1, "skipped", 1));
        assertThat(view.countsText()).isEqualTo("1 waiting, 1 succeeded, 1 skipped");
        assertThat(view.known()).isEqualTo(3);
        assertThat(view.done()).isEqualTo(2);
    }

    @Test
    void anInstanceSaysWhyItHasNoResultAndWhatIsDoubtful() {
        Run run = run();
        ledger.complete(
                claim(run, 0),
                new Completion(
                        "{}", List.of(), List.of(), List.of(), Optional.empty(), List.of(COARSE)));
        ledger.fail(claim(run, 1), new Failure("no luck", Optional.empty(), Optional.empty()));
        List<InstanceView> views = new InstanceViews(project.provenance()).of(run);
        assertThat(views)
                .extracting(InstanceView::label)
                .containsExactly("step[seed=1]", "step[seed=2]", "last");
        assertThat(views)
                .extracting(InstanceView::state)
                .containsExactly("SUCCEEDED", "FAILED", "WAITING");
        assertThat(views.get(0).warnings()).containsExactly(COARSE);
        assertThat(views.get(0).reason()).isEmpty();
        assertThat(views.get(0).remark()).isEmpty();
        assertThat(views.get(0).matrix()).isEqualTo(Map.of("seed", 1L));
        assertThat(views.get(1).warnings()).isEmpty();
        assertThat(views.get(1).reason()).contains("no luck");
        assertThat(views.get(1).remark()).contains("no luck");

        RunWarnings warnings = RunWarnings.of(ledger, run);
        assertThat(warnings.text()).isEqualTo("1 warning");
        assertThat(warnings.lines()).containsExactly("step[seed=1]: " + COARSE);
    }

    @Test
    void whatIsBeingExecutedShowsItsProgress() {
        Run run = run();
        Claim claim = claim(run, 1);
        InstanceViews views = new InstanceViews(project.provenance());
        assertThat(views.running(run, 9))
                .extracting(InstanceView::percent)
                .containsExactly(OptionalInt.empty());
        ledger.heartbeat(
                List.of(new RunLedger.Progress(claim, 0.256, "iteration 3")),
                Duration.ofMinutes(1));
        InstanceView running = views.running(run, 9).get(0);
        assertThat(running.percent()).hasValue(26);
        Instant changed = running.instance().changed();
        assertThat(running.since(changed.plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(running.since(changed.minusSeconds(7))).isEqualTo(Duration.ZERO);
        assertThat(views.running(run, 0)).isEmpty();
    }

    @Test
    void executionsComeWithWhatTheyStored() {
        Run run = run();
        ArtefactRef table = new ArtefactRef(Sha256.of("x"), "x.csv", "text/csv", 1);
        Claim claim = claim(run, 0);
        ledger.complete(claim, Completion.of("{}", List.of(table)));
        claim(run, 1);
        InstanceViews views = new InstanceViews(project.provenance());
        ExecutionView done = views.executions(ledger.instance(run.id(), 0).orElseThrow()).get(0);
        assertThat(done.execution().id()).isEqualTo(claim.execution());
        assertThat(done.artefacts()).containsExactly(table);
        assertThat(done.state()).isEqualTo("SUCCEEDED");
        assertThat(done.imported()).isEmpty();
        assertThat(done.seconds().orElseThrow()).isNotNegative();
        ExecutionView open = views.executions(ledger.instance(run.id(), 1).orElseThrow()).get(0);
        assertThat(open.seconds()).isEmpty();
        assertThat(views.executions(ledger.instance(run.id(), 2).orElseThrow())).isEmpty();
    }
}
