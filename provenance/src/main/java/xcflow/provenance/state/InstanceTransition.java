package xcflow.provenance.state;

import static xcflow.provenance.state.InstanceState.CACHED;
import static xcflow.provenance.state.InstanceState.CANCELLED;
import static xcflow.provenance.state.InstanceState.FAILED;
import static xcflow.provenance.state.InstanceState.READY;
import static xcflow.provenance.state.InstanceState.RUNNING;
import static xcflow.provenance.state.InstanceState.SKIPPED;
import static xcflow.provenance.state.InstanceState.SUCCEEDED;
import static xcflow.provenance.state.InstanceState.WAITING;

import java.util.EnumSet;
import java.util.Set;

/** Every way in which the state of an instance changes. */
@SuppressWarnings("ImmutableEnumChecker") // Nor can the sets of a rule.
public enum InstanceTransition implements Transition<InstanceState> {
    PLAN(
            nothing(),
            EnumSet.of(WAITING),
            Guard.NONE,
            Actor.CONDUCTOR,
            "The step and the cell of its matrix are known."),
    IMPORT(
            nothing(),
            EnumSet.of(SUCCEEDED, CACHED, FAILED, SKIPPED, CANCELLED),
            Guard.NONE,
            Actor.IMPORTER,
            "An instance of a run that ended elsewhere arrives."),
    PREPARE(
            EnumSet.of(WAITING),
            EnumSet.of(READY),
            Guard.NONE,
            Actor.CONDUCTOR,
            "Everything that it depends on is available."),
    CLAIM(
            EnumSet.of(WAITING, READY),
            EnumSet.of(RUNNING),
            Guard.DUE,
            Actor.WORKER,
            "A worker takes it and holds a lease."),
    TAKE_OVER(
            EnumSet.of(RUNNING),
            EnumSet.of(RUNNING),
            Guard.LEASE_EXPIRED,
            Actor.WORKER,
            "Another worker takes over from a dead one."),
    REUSE(
            EnumSet.of(WAITING, READY),
            EnumSet.of(CACHED),
            Guard.NONE,
            Actor.CONDUCTOR,
            "An earlier execution has the same cache key."),
    SETTLE(
            EnumSet.of(WAITING, READY),
            EnumSet.of(FAILED, SKIPPED, CANCELLED),
            Guard.NONE,
            Actor.CONDUCTOR,
            "It ends without having run."),
    COMPLETE(
            EnumSet.of(RUNNING),
            EnumSet.of(SUCCEEDED),
            Guard.HELD,
            Actor.WORKER,
            "The task gave its outputs."),
    FAIL(
            EnumSet.of(RUNNING),
            EnumSet.of(FAILED),
            Guard.HELD,
            Actor.WORKER,
            "The last attempt failed."),
    RETRY(
            EnumSet.of(RUNNING),
            EnumSet.of(READY),
            Guard.HELD,
            Actor.WORKER,
            "An attempt failed, and another one will follow."),
    GIVE_BACK(
            EnumSet.of(RUNNING),
            EnumSet.of(READY),
            Guard.HELD,
            Actor.WORKER,
            "The process stops; the attempt does not count."),
    CANCEL(
            EnumSet.of(RUNNING),
            EnumSet.of(CANCELLED),
            Guard.HELD,
            Actor.WORKER,
            "The user ended the run."),
    REJECT(
            EnumSet.of(SUCCEEDED, CACHED),
            EnumSet.of(FAILED),
            Guard.NONE,
            Actor.CONDUCTOR,
            "The result does not meet an expectation of the workflow."),
    REOPEN(
            EnumSet.of(READY, FAILED, SKIPPED, CANCELLED),
            EnumSet.of(WAITING),
            Guard.NONE,
            Actor.CONDUCTOR,
            "Its run is resumed, and it has no result."),
    ABANDON(
            EnumSet.of(RUNNING),
            EnumSet.of(WAITING),
            Guard.LEASE_EXPIRED,
            Actor.CONDUCTOR,
            "Its run is resumed after its worker died.");

    private final Rule<InstanceState> rule;

    InstanceTransition(
            Set<InstanceState> from,
            Set<InstanceState> to,
            Guard guard,
            Actor actor,
            String meaning) {
        this.rule = new Rule<>(from, to, guard, Set.of(actor), meaning);
    }

    private static Set<InstanceState> nothing() {
        return EnumSet.noneOf(InstanceState.class);
    }

    @Override
    public Rule<InstanceState> rule() {
        return rule;
    }
}
