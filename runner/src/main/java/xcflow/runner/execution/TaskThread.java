package xcflow.runner.execution;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs a task and can be waited for with a deadline. */
final class TaskThread {

    /** How often a request to stop is looked for, in milliseconds. */
    private static final long LOOK = 100;

    /** How long a task may take to stop after it was asked to, before it is interrupted. */
    private static final long PATIENCE = 3000;

    /** How long a task may take to stop after its thread was interrupted. */
    private static final long GRACE = 10_000;

    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Record result;
    private volatile Throwable error;

    TaskThread(String name, Callable<Record> task) {
        thread = new Thread(() -> run(task), "task " + name);
        // A task that cannot be stopped must not keep the process alive.
        thread.setDaemon(true);
    }

    private void run(Callable<Record> task) {
        try {
            result = task.call();
        } catch (Throwable e) {
            error = e;
        } finally {
            ended.countDown();
        }
    }

    void start() {
        thread.start();
    }

    /**
     * Waits for the end, for the deadline, or for a request to stop.
     *
     * @param deadline in the time of {@link System#nanoTime}; {@code Long.MAX_VALUE}: none
     * @param stopping whether the task has been asked to stop
     * @return whether the task has ended
     */
    boolean await(long deadline, BooleanSupplier stopping) {
        while (!stopping.getAsBoolean()) {
            long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
            if (latch(Math.min(TimeUnit.MILLISECONDS.toNanos(LOOK), left))) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
        return ended.getCount() == 0;
    }

    /**
     * Lets a task that has been asked to stop do so, then interrupts it.
     *
     * @return whether it ended
     */
    boolean stop() {
        if (latch(TimeUnit.MILLISECONDS.toNanos(PATIENCE))) {
            return true;
        }
        thread.interrupt();
        return latch(TimeUnit.MILLISECONDS.toNanos(GRACE));
    }

    private boolean latch(long nanos) {
        try {
            return ended.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // This thread writes to the database and is nobody's to interrupt: go on waiting.
            return ended.getCount() == 0;
        }
    }

    Record result() {
        return result;
    }

    Throwable error() {
        return error;
    }
}
