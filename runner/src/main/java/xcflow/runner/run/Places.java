package xcflow.runner.run;

import java.util.Optional;
import java.util.function.Function;
import xcflow.provenance.ticket.Needs;
import xcflow.workflows.model.ExecutionPlace;

/**
 * Where the instances of a run are executed.
 *
 * @param usual place of those that name none; empty: wherever a worker is
 * @param refusal why what something needs is nowhere to be had, although it can be known what there
 *     is
 */
public record Places(String usual, Function<Needs, Optional<String>> refusal) {

    /** Wherever a worker is. */
    public static final Places ANY = new Places("", needs -> Optional.empty());

    String of(ExecutionPlace placement) {
        return placement.on().orElse(usual);
    }
}
