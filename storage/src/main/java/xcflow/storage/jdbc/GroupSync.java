package xcflow.storage.jdbc;

/**
 * Lets threads that want the same thing done after their own work share one doing of it: whoever
 * arrives while it is being done waits for the next round, and one of those waiting does it for
 * all.
 */
public final class GroupSync {
    private final Runnable sync;
    private long begun;
    private long done;
    private boolean busy;

    public GroupSync(Runnable sync) {
        this.sync = sync;
    }

    /** Returns after a sync that began after this call. */
    public void await() {
        boolean interrupted = false;
        synchronized (this) {
            long wanted = begun + 1;
            while (busy && done < wanted) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (done >= wanted) {
                restore(interrupted);
                return;
            }
            busy = true;
            begun++;
        }
        boolean success = false;
        try {
            sync.run();
            success = true;
        } finally {
            synchronized (this) {
                busy = false;
                if (success) {
                    done = begun;
                }
                notifyAll();
            }
            restore(interrupted);
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
