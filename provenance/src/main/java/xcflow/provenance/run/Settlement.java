package xcflow.provenance.run;

import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.InstanceTransition;

/**
 * The end of an instance that no worker holds.
 *
 * @param instance number of the instance
 * @param state {@code FAILED}, {@code SKIPPED} or {@code CANCELLED}
 * @param reason for the user
 */
public record Settlement(int instance, InstanceState state, String reason) {
    public Settlement {
        if (!InstanceTransition.SETTLE.to().contains(state)) {
            throw new IllegalArgumentException("an instance cannot be settled as " + state);
        }
    }
}
