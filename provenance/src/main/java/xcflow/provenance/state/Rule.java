package xcflow.provenance.state;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the table says of one transition.
 *
 * @param from states before; empty if the thing begins to exist with it
 * @param to states after
 * @param guard what must hold besides
 * @param actors who may do it
 * @param meaning when it happens, for people
 */
public record Rule<S extends Enum<S>>(
        Set<S> from, Set<S> to, Guard guard, Set<Actor> actors, String meaning) {
    public Rule {
        from = Collections.unmodifiableSet(from);
        to = Collections.unmodifiableSet(EnumSet.copyOf(to));
        actors = Collections.unmodifiableSet(EnumSet.copyOf(actors));
    }
}
