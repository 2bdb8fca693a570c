package xcflow.provenance.state;

import static xcflow.provenance.state.RunState.CANCELLED;
import static xcflow.provenance.state.RunState.FAILED;
import static xcflow.provenance.state.RunState.RUNNING;
import static xcflow.provenance.state.RunState.SUCCEEDED;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Every way in which the state of a run changes. */
@SuppressWarnings("ImmutableEnumChecker") // The sets cannot be modified.
public enum RunTransition implements Transition<RunState> {
    SUBMIT(nothing(), only(RUNNING), Actor.CONDUCTOR, "A workflow is submitted."),
    IMPORT(
            nothing(),
            EnumSet.of(SUCCEEDED, FAILED, CANCELLED),
            Actor.IMPORTER,
            "A run that ended elsewhere is imported."),
    FINISH(
            only(RUNNING),
            EnumSet.of(SUCCEEDED, FAILED, CANCELLED),
            Actor.CONDUCTOR,
            "Nothing is left to do, or the user ends the run."),
    REOPEN(
            EnumSet.of(RUNNING, FAILED, CANCELLED),
            only(RUNNING),
            Actor.CONDUCTOR,
            "The run is resumed, or recovered after its process died.");

    private final Set<RunState> from;
    private final Set<RunState> to;
    private final Set<Actor> actors;
    private final String meaning;

    RunTransition(Set<RunState> from, Set<RunState> to, Actor actor, String meaning) {
        this.from = Collections.unmodifiableSet(from);
        this.to = Collections.unmodifiableSet(to);
        this.actors = Set.of(actor);
        this.meaning = meaning;
    }

    private static Set<RunState> nothing() {
        return EnumSet.noneOf(RunState.class);
    }

    private static Set<RunState> only(RunState state) {
        return EnumSet.of(state);
    }

    @Override
    public Set<RunState> from() {
        return from;
    }

    @Override
    public Set<RunState> to() {
        return to;
    }

    @Override
    public Guard guard() {
        return Guard.NONE;
    }

    @Override
    public Set<Actor> actors() {
        return actors;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
