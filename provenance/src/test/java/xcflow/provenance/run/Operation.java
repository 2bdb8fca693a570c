package xcflow.provenance.run;

import static xcflow.provenance.state.InstanceState.CACHED;
import static xcflow.provenance.state.InstanceState.CANCELLED;
import static xcflow.provenance.state.InstanceState.FAILED;
import static xcflow.provenance.state.InstanceState.READY;
import static xcflow.provenance.state.InstanceState.RUNNING;
import static xcflow.provenance.state.InstanceState.SKIPPED;
import static xcflow.provenance.state.InstanceState.SUCCEEDED;
import static xcflow.provenance.state.InstanceState.WAITING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.InstanceTransition;

/**
 * Something that the ledger is asked to do with instance 0 of a run.
 *
 * @param ways the transitions of which it may make one
 * @param to the state that it asks for
 */
record Operation(String name, List<InstanceTransition> ways, InstanceState to, Act act) {

    /** Asks for it, whatever the state. */
    @FunctionalInterface
    interface Act {
        /**
         * How many instances it changed, as the ledger says; {@link #SILENT} if it says nothing.
         */
        int on(Situation.Stage stage, long run, Claim claim);
    }

    static final int SILENT = -1;

    private static int silent(Runnable act) {
        act.run();
        return SILENT;
    }

    private static Operation of(String name, InstanceTransition way, InstanceState to, Act act) {
        return new Operation(name, List.of(way), to, act);
    }

    private static Operation settle(InstanceState to) {
        return of(
                "settle as " + to,
                InstanceTransition.SETTLE,
                to,
                (stage, run, claim) ->
                        stage.ledger().settle(run, List.of(new Settlement(0, to, "because"))));
    }

    private static Operation fail(InstanceTransition way, InstanceState to, boolean again) {
        return of(
                again ? "fail with another attempt" : "fail",
                way,
                to,
                (stage, run, claim) ->
                        stage.ledger()
                                        .fail(
                                                claim,
                                                new Failure(
                                                        "no",
                                                        again
                                                                ? Optional.of(stage.now())
                                                                : Optional.empty(),
                                                        Optional.empty()))
                                ? 1
                                : 0);
    }

    private static Operation release(InstanceTransition way, InstanceState to) {
        return of(
                "release as " + to,
                way,
                to,
                (stage, run, claim) -> stage.ledger().release(claim, to, "because") ? 1 : 0);
    }

    /** Everything that a ledger can be asked to do with an instance. */
    static final List<Operation> ALL =
            List.of(
                    new Operation(
                            "plan again",
                            List.of(),
                            WAITING,
                            (stage, run, claim) ->
                                    silent(
                                            () ->
                                                    stage.ledger()
                                                            .addInstances(
                                                                    run,
                                                                    List.of(
                                                                            new NewInstance(
                                                                                    0,
                                                                                    "step",
                                                                                    "{\"i\":0}"))))),
                    of(
                            "prepare",
                            InstanceTransition.PREPARE,
                            READY,
                            (stage, run, claim) ->
                                    silent(() -> stage.ledger().ready(run, List.of(0)))),
                    new Operation(
                            "claim",
                            List.of(InstanceTransition.CLAIM, InstanceTransition.TAKE_OVER),
                            RUNNING,
                            (stage, run, claim) -> stage.claim(run, Example.LEASE) == null ? 0 : 1),
                    of(
                            "reuse",
                            InstanceTransition.REUSE,
                            CACHED,
                            (stage, run, claim) ->
                                    stage.ledger().cached(run, List.of(stage.hit()))),
                    settle(FAILED),
                    settle(SKIPPED),
                    settle(CANCELLED),
                    of(
                            "complete",
                            InstanceTransition.COMPLETE,
                            SUCCEEDED,
                            (stage, run, claim) ->
                                    stage.ledger()
                                            .completeAll(
                                                    Map.of(claim, Completion.of("{}", List.of())))
                                            .size()),
                    fail(InstanceTransition.FAIL, FAILED, false),
                    fail(InstanceTransition.RETRY, READY, true),
                    release(InstanceTransition.GIVE_BACK, READY),
                    release(InstanceTransition.CANCEL, CANCELLED),
                    of(
                            "reject",
                            InstanceTransition.REJECT,
                            FAILED,
                            (stage, run, claim) ->
                                    stage.ledger()
                                            .judge(
                                                    run,
                                                    List.of(
                                                            new Judgement(
                                                                    0,
                                                                    Optional.of("1 < 0"),
                                                                    List.of())))),
                    of(
                            "accept",
                            InstanceTransition.REJECT,
                            null,
                            (stage, run, claim) ->
                                    silent(
                                            () ->
                                                    stage.ledger()
                                                            .judge(
                                                                    run,
                                                                    List.of(
                                                                            new Judgement(
                                                                                    0,
                                                                                    Optional
                                                                                            .empty(),
                                                                                    List.of()))))),
                    new Operation(
                            "reopen the run",
                            List.of(InstanceTransition.REOPEN, InstanceTransition.ABANDON),
                            WAITING,
                            (stage, run, claim) -> silent(() -> stage.ledger().reopen(run))));

    /** The transition that it should make; empty if it should change nothing. */
    Optional<InstanceTransition> expected(Situation situation) {
        return ways.stream()
                .filter(way -> to != null && way.from().contains(situation.state()))
                .filter(way -> situation.meets(way.guard()))
                .findFirst();
    }
}
