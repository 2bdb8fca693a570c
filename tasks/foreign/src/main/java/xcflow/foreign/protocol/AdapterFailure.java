package xcflow.foreign.protocol;

import xcflow.spi.TaskFailure;

/**
 * An adapter that broke the protocol, crashed or hangs. Another attempt, with another process, may
 * succeed.
 */
public final class AdapterFailure extends TaskFailure {
    private static final long serialVersionUID = 1L;

    public AdapterFailure(String message) {
        super(message, null, true);
    }
}
