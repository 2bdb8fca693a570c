package xcflow.provenance.state;

import static xcflow.provenance.state.RunState.CANCELLED;
import static xcflow.provenance.state.RunState.FAILED;
import static xcflow.provenance.state.RunState.PAUSED;
import static xcflow.provenance.state.RunState.RUNNING;
import static xcflow.provenance.state.RunState.SUCCEEDED;

import java.util.EnumSet;
import java.util.Set;

/** Every way in which the state of a run changes. */
@SuppressWarnings("ImmutableEnumChecker") // Nor can the sets of a rule.
public enum RunTransition implements Transition<RunState> {
    SUBMIT(nothing(), only(RUNNING), Actor.CONDUCTOR, "A workflow is submitted."),
    IMPORT(
            nothing(),
            EnumSet.of(SUCCEEDED, FAILED, CANCELLED),
            Actor.IMPORTER,
            "A run that ended elsewhere is imported."),
    PAUSE(only(RUNNING), only(PAUSED), Actor.USER, "Nothing new is to be begun."),
    CONTINUE(only(PAUSED), only(RUNNING), Actor.USER, "The pause is over."),
    FINISH(
            EnumSet.of(RUNNING, PAUSED),
            EnumSet.of(SUCCEEDED, FAILED, CANCELLED),
            Actor.CONDUCTOR,
            "Nothing is left to do, or the user ends the run."),
    REOPEN(
            EnumSet.of(RUNNING, PAUSED, FAILED, CANCELLED),
            only(RUNNING),
            Actor.CONDUCTOR,
            "The run is resumed, or recovered after its process died.");

    private final Rule<RunState> rule;

    RunTransition(Set<RunState> from, Set<RunState> to, Actor actor, String meaning) {
        this.rule = new Rule<>(from, to, Guard.NONE, Set.of(actor), meaning);
    }

    private static Set<RunState> nothing() {
        return EnumSet.noneOf(RunState.class);
    }

    private static Set<RunState> only(RunState state) {
        return EnumSet.of(state);
    }

    @Override
    public Rule<RunState> rule() {
        return rule;
    }
}
