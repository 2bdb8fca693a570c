package xcflow.provenance.state;

import static xcflow.provenance.state.ExecutionState.CANCELLED;
import static xcflow.provenance.state.ExecutionState.FAILED;
import static xcflow.provenance.state.ExecutionState.LOST;
import static xcflow.provenance.state.ExecutionState.RUNNING;
import static xcflow.provenance.state.ExecutionState.SUCCEEDED;

import java.util.EnumSet;
import java.util.Set;

/** Every way in which the state of an execution changes. */
@SuppressWarnings("ImmutableEnumChecker") // Nor can the sets of a rule.
public enum ExecutionTransition implements Transition<ExecutionState> {
    BEGIN(nothing(), RUNNING, Set.of(Actor.WORKER), "An instance is claimed or taken over."),
    IMPORT(
            nothing(),
            SUCCEEDED,
            Set.of(Actor.IMPORTER),
            "An execution that succeeded elsewhere arrives."),
    SUCCEED(only(RUNNING), SUCCEEDED, Set.of(Actor.WORKER), "The task gave its outputs."),
    FAIL(only(RUNNING), FAILED, Set.of(Actor.WORKER), "The task failed."),
    CANCEL(
            only(RUNNING),
            CANCELLED,
            Set.of(Actor.WORKER),
            "The claim is given back, since the process stops or the run is cancelled."),
    LOSE(
            only(RUNNING),
            LOST,
            EnumSet.of(Actor.CONDUCTOR, Actor.WORKER),
            "Its worker disappeared, and its instance was taken over or waits again.");

    private final Rule<ExecutionState> rule;

    ExecutionTransition(
            Set<ExecutionState> from, ExecutionState to, Set<Actor> actors, String meaning) {
        this.rule = new Rule<>(from, only(to), Guard.NONE, actors, meaning);
    }

    private static Set<ExecutionState> nothing() {
        return EnumSet.noneOf(ExecutionState.class);
    }

    private static Set<ExecutionState> only(ExecutionState state) {
        return EnumSet.of(state);
    }

    @Override
    public Rule<ExecutionState> rule() {
        return rule;
    }
}
