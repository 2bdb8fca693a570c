package xcflow.provenance.browse;

import java.util.Optional;
import xcflow.provenance.state.InstanceState;

/** Which instances of a run are wanted; what is empty does not matter. */
public record InstanceFilter(Optional<String> step, Optional<InstanceState> state) {

    /** All instances. */
    public static final InstanceFilter ALL = new InstanceFilter(Optional.empty(), Optional.empty());
}
