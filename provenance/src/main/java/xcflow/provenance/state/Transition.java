package xcflow.provenance.state;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way in which a state changes. Whatever changes a state takes the new state, the condition and
 * the permission from here, so that no statement can write another change.
 *
 * @param <S> the states
 */
public sealed interface Transition<S extends Enum<S>>
        permits RunTransition, InstanceTransition, ExecutionTransition {

    /** Name of the constant. */
    String name();

    /** Its row of the table. */
    Rule<S> rule();

    /** States before; empty if the thing begins to exist with it. */
    default Set<S> from() {
        return rule().from();
    }

    /** States after; the caller says which if there are several. */
    default Set<S> to() {
        return rule().to();
    }

    /** What must hold besides. */
    default Guard guard() {
        return rule().guard();
    }

    /** Who may do it. */
    default Set<Actor> actors() {
        return rule().actors();
    }

    /** When it happens, for people. */
    default String meaning() {
        return rule().meaning();
    }

    /**
     * The state after.
     *
     * @throws IllegalArgumentException if the transition does not lead there
     */
    default S to(S state) {
        if (!to().contains(state)) {
            throw new IllegalArgumentException(name() + " leads to " + to() + ", not to " + state);
        }
        return state;
    }

    /** The only state after. */
    default S target() {
        return to().stream()
                .reduce(
                        (one, other) -> {
                            throw new IllegalStateException(name() + " leads to " + to());
                        })
                .orElseThrow();
    }

    /** The only state after, as a constant in a statement. */
    default String sqlTarget() {
        return "'" + target().name() + "'";
    }

    /**
     * Condition on a row for the transition, whose question marks are those of its {@link Guard}.
     */
    default String sqlCondition() {
        if (from().isEmpty()) {
            throw new IllegalStateException(name() + " has no state before");
        }
        String states =
                from().stream()
                        .map(state -> "'" + state.name() + "'")
                        .collect(Collectors.joining(", "));
        String state = from().size() == 1 ? "state = " + states : "state in (" + states + ")";
        return guard() == Guard.NONE ? state : state + " and " + guard().sql();
    }

    /**
     * The state to which several transitions lead, as a constant in a statement.
     *
     * @throws IllegalArgumentException if they lead to different ones
     */
    static String sqlTarget(List<? extends Transition<?>> ways) {
        Set<String> targets = ways.stream().map(Transition::sqlTarget).collect(Collectors.toSet());
        if (targets.size() != 1) {
            throw new IllegalArgumentException(ways + " lead to " + targets);
        }
        return targets.iterator().next();
    }

    /**
     * Condition on a row for any of some transitions, in parentheses. The question marks are those
     * of their guards, in order.
     */
    static String sqlCondition(List<? extends Transition<?>> ways) {
        return ways.stream()
                .map(Transition::sqlCondition)
                .collect(Collectors.joining(" or ", "(", ")"));
    }
}
