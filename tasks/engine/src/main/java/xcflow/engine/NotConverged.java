package xcflow.engine;

import xcflow.spi.TaskFailure;

/**
 * The equations of one system have no solution that could be found. In a study of many systems this
 * is a result: the system is listed and left out. Anything else that fails ends the task.
 */
public final class NotConverged extends TaskFailure {
    private static final long serialVersionUID = 1L;

    public NotConverged(String message) {
        super(message);
    }
}
