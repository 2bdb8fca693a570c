package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.TestClock;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.InstanceTransition;
import xcflow.provenance.state.RunState;
import xcflow.provenance.state.RunTransition;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.home.Home;

/**
 * States change as the table of transitions says and not otherwise: everything that a ledger can be
 * asked to do is asked for in every situation. A transition that nothing here makes is one too
 * many.
 */
abstract class TransitionContract implements Situation.Stage {
    @TempDir Path directory;
    private final TestClock clock = new TestClock();
    private Provenance provenance;
    private RunLedger ledger;
    private Example example;
    private StateWatch watch;
    private Hit hit;
    private final SoftAssertions softly = new SoftAssertions();

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
        hit = new Hit(0, Example.key(0), example.succeed(example.run(1), 0).execution());
    }

    @AfterEach
    void close() {
        provenance.close();
    }

    @Override
    public RunLedger ledger() {
        return ledger;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Claim claim(long run, Duration lease) {
        return ledger.claim(example.work(run, 0), example.worker, lease).orElse(null);
    }

    @Override
    public Claim nobodysClaim(long run) {
        return new Claim(run, 0, 1, 1_000_000_000L, example.worker.id());
    }

    @Override
    public Hit hit() {
        return hit;
    }

    @Test
    void everyTransitionIsMadeAndNoOther() {
        Set<String> made = new TreeSet<>();
        for (Operation operation : Operation.ALL) {
            for (Situation situation : Situation.values()) {
                ask(operation, situation).ifPresent(made::add);
            }
        }
        for (InstanceState state : InstanceTransition.PLAN.to()) {
            made.add(made(InstanceTransition.PLAN, "", state));
        }
        for (InstanceState state : InstanceTransition.IMPORT.to()) {
            imported().instance(ledger.run(waiting()).orElseThrow(), state);
            made.add(made(InstanceTransition.IMPORT, "", state));
        }
        for (RunState state : RunState.values()) {
            endAndReopen(state);
        }
        imported()
                .executions(
                        ledger.execution(claim(waiting(), Example.LEASE).execution())
                                .orElseThrow());
        softly.assertThat(made).as("transitions of instances made here").isEqualTo(ofInstances());
        softly.assertThat(watch.seen())
                .as("changes of states seen in the database")
                .isEqualTo(new TreeSet<>(StateWatch.lawful()));
        watch.stop();
        softly.assertThat(provenance.audit().run().findings())
                .as("records that the log does not have as they are")
                .isEmpty();
        softly.assertAll();
    }

    /** Asks for an operation; gives the transition that it made. */
    private Optional<String> ask(Operation operation, Situation situation) {
        long run = waiting();
        Claim claim = situation.bringAbout(this, run);
        Instance before = ledger.instance(run, 0).orElseThrow();
        assertThat(before.state()).as("%s", situation).isEqualTo(situation.state());
        int said = operation.act().on(this, run, claim);
        InstanceState after = ledger.instance(run, 0).orElseThrow().state();
        Optional<InstanceTransition> expected = operation.expected(situation);
        softly.assertThat(after)
                .as("%s when it is %s", operation.name(), situation)
                .isEqualTo(expected.map(way -> operation.to()).orElse(situation.state()));
        if (said != Operation.SILENT) {
            softly.assertThat(said)
                    .as("changes of %s when it is %s", operation.name(), situation)
                    .isEqualTo(expected.isPresent() ? 1 : 0);
        }
        softly.assertThat(ledger.execution(hit.execution()).orElseThrow().state())
                .isEqualTo(ExecutionState.SUCCEEDED);
        return expected.map(way -> made(way, before.state().name(), after));
    }

    private static String made(InstanceTransition way, String before, InstanceState after) {
        return way + ": " + before + " → " + after;
    }

    private static Set<String> ofInstances() {
        Set<String> all = new TreeSet<>();
        for (InstanceTransition way : InstanceTransition.values()) {
            for (InstanceState after : way.to()) {
                if (way.from().isEmpty()) {
                    all.add(made(way, "", after));
                }
                way.from().forEach(before -> all.add(made(way, before.name(), after)));
            }
        }
        return all;
    }

    private long waiting() {
        long run =
                ledger.submit(new NewRun("w", "name: w", "w.yaml", "{}", "{}", "command-line"))
                        .id();
        ledger.addInstances(run, List.of(new NewInstance(0, "step", "{\"i\":0}")));
        return run;
    }

    /** A run in each state, ended in each way and reopened. */
    private void endAndReopen(RunState before) {
        List<RunState> ends = new ArrayList<>(RunTransition.FINISH.to());
        for (RunState end : ends) {
            long run = in(before);
            if (RunTransition.FINISH.from().contains(before)) {
                ledger.finish(run, end, null, null);
                softly.assertThat(state(run)).isEqualTo(end);
            } else {
                assertThatThrownBy(() -> ledger.finish(run, end, null, null))
                        .hasMessage("run " + run + " is " + before + " and cannot be finished");
                softly.assertThat(state(run)).isEqualTo(before);
            }
        }
        change(before, RunTransition.PAUSE, provenance.control()::pause);
        change(before, RunTransition.CONTINUE, provenance.control()::goOn);
        long run = in(before);
        if (RunTransition.REOPEN.from().contains(before)) {
            ledger.reopen(run);
            softly.assertThat(state(run)).isEqualTo(RunState.RUNNING);
        } else {
            assertThatThrownBy(() -> ledger.reopen(run))
                    .hasMessage("run " + run + " is " + before + " and cannot be reopened");
            softly.assertThat(state(run)).isEqualTo(before);
        }
    }

    private void change(RunState before, RunTransition way, LongPredicate operation) {
        long run = in(before);
        boolean possible = way.from().contains(before);
        softly.assertThat(operation.test(run)).as("%s from %s", way, before).isEqualTo(possible);
        softly.assertThat(state(run)).isEqualTo(possible ? way.target() : before);
    }

    private long in(RunState state) {
        long run = waiting();
        if (state.finished()) {
            ledger.finish(run, state, null, null);
        } else if (state == RunState.PAUSED) {
            assertThat(provenance.control().pause(run)).isTrue();
        }
        return run;
    }

    private RunState state(long run) {
        return ledger.run(run).orElseThrow().state();
    }

    @Test
    void nothingIsEndedOrSettledAsWhatIsNoEnd() {
        long run = waiting();
        assertThatThrownBy(() -> ledger.finish(run, RunState.RUNNING, null, null))
                .hasMessage("a run cannot end as RUNNING");
        for (InstanceState state : InstanceState.values()) {
            if (!InstanceTransition.SETTLE.to().contains(state)) {
                assertThatThrownBy(() -> new Settlement(0, state, "because"))
                        .hasMessage("an instance cannot be settled as " + state);
            }
            if (state != InstanceState.READY && state != InstanceState.CANCELLED) {
                assertThatThrownBy(() -> ledger.release(nobodysClaim(run), state, "because"))
                        .hasMessage("a claim cannot be released as " + state);
            }
            if (!InstanceTransition.IMPORT.to().contains(state)) {
                assertThatThrownBy(
                                () ->
                                        imported()
                                                .instance(
                                                        ledger.run(waiting()).orElseThrow(), state))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("not to " + state);
            }
        }
        assertThat(ledger.instance(run, 0).orElseThrow().state()).isEqualTo(InstanceState.WAITING);
    }

    @Test
    void aResultOfAnExecutionThatHasEndedIsNotRecorded() {
        long run = waiting();
        Claim claim = claim(run, Example.LEASE);
        provenance
                .database()
                .atomically(
                        sql ->
                                sql.update(
                                        "update executions set state = 'LOST' where id = ?",
                                        claim.execution()));
        assertThatThrownBy(
                        () ->
                                ledger.fail(
                                        claim,
                                        new Failure("no", Optional.empty(), Optional.empty())))
                .hasMessage("execution " + claim.execution() + " has already ended");
        assertThatThrownBy(
                        () ->
                                ledger.complete(
                                        claim,
                                        xcflow.provenance.record.Completion.of("{}", List.of())))
                .hasMessage("execution " + claim.execution() + " has already ended");
        assertThat(ledger.instance(run, 0).orElseThrow().state()).isEqualTo(InstanceState.RUNNING);
    }

    private ImportedRecords imported() {
        return new ImportedRecords(provenance, hit, now());
    }
}
