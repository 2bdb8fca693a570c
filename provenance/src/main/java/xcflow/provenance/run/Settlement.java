package xcflow.provenance.run;

import xcflow.provenance.state.InstanceState;

/**
 * The end of an instance that no worker holds.
 *
 * @param instance number of the instance
 * @param state {@code FAILED}, {@code SKIPPED} or {@code CANCELLED}
 * @param reason for the user
 */
public record Settlement(int instance, InstanceState state, String reason) {
    public Settlement {
        if (state != InstanceState.FAILED
                && state != InstanceState.SKIPPED
                && state != InstanceState.CANCELLED) {
            throw new IllegalArgumentException("an instance cannot be settled as " + state);
        }
    }
}
