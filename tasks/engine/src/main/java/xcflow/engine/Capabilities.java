package xcflow.engine;

import java.util.Optional;
import java.util.Set;
import xcflow.functional.Functional;
import xcflow.functional.Variable;

/**
 * What an engine can calculate. Anything else it refuses with an explanation.
 *
 * @param molecules whether it calculates molecules
 * @param crystals whether it calculates crystals
 * @param spin whether it treats unpaired electrons
 * @param descriptors whether its solutions can be sampled
 * @param variables of the density that a functional may need
 * @param exactExchange whether a functional may have exact exchange
 * @param forces whether its solutions give forces on the atoms
 */
public record Capabilities(
        boolean molecules,
        boolean crystals,
        boolean spin,
        boolean descriptors,
        Set<Variable> variables,
        boolean exactExchange,
        boolean forces) {

    public Capabilities {
        variables = Set.copyOf(variables);
    }

    /** Whether calculations with a functional are possible. */
    public boolean covers(Functional functional) {
        return lacks(functional).isEmpty();
    }

    /** What a functional needs that is not computed, in words; empty if there is nothing. */
    public Optional<String> lacks(Functional functional) {
        if (!exactExchange && !functional.exactExchange().isNone()) {
            return Optional.of("exact exchange");
        }
        return variables.containsAll(functional.needs())
                ? Optional.empty()
                : Optional.of("the kinetic energy density");
    }
}
