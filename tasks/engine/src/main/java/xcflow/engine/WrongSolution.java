package xcflow.engine;

import xcflow.spi.TaskFailure;

/** A check of a solution failed: what was found cannot be right. Never a result of a study. */
public final class WrongSolution extends TaskFailure {
    private static final long serialVersionUID = 1L;

    public WrongSolution(String message) {
        super(message);
    }
}
