package xcflow.runner.home;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The right to drive a run, held by one process at a time among all that share the records, on
 * whatever machines they are. It is taken back when the process dies, however it dies.
 */
public final class RunLock implements AutoCloseable {
    private final Closeable hold;

    private RunLock(Closeable hold) {
        this.hold = hold;
    }

    /** Takes the lock; empty if a living process has it. */
    public static Optional<RunLock> take(Project project, long run) throws IOException {
        return project.provenance().database().hold(name(run)).map(RunLock::new);
    }

    /** Whether a living process has the lock. */
    public static boolean taken(Project project, long run) throws IOException {
        return project.provenance().database().held(name(run));
    }

    private static String name(long run) {
        return "run-" + run;
    }

    @Override
    public void close() throws IOException {
        hold.close();
    }
}
