package xcflow.runner.execution;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs a task on a thread that is not needed otherwise, and can be waited for with a deadline. */
final class TaskThread {

    /** How often a request to stop is looked for, in milliseconds. */
    private static final long POLL_MILLIS = 100;

    /** How long a task may take to stop after it was asked to, before it is interrupted. */
    private static final long PATIENCE = 3000;

    /** How long a task may take to stop after its thread was interrupted. */
    private static final long GRACE = 10_000;

    private final String name;
    private final Callable<Record> task;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Record result;
    private volatile Throwable error;
    private Thread thread;

    TaskThread(String name, Callable<Record> task) {
        this.name = name;
        this.task = task;
    }

    /**
     * @param threads runs the task at once, on a thread that has no other work
     */
    void start(Executor threads) {
        threads.execute(this::run);
    }

    private void run() {
        Thread mine = Thread.currentThread();
        String before = mine.getName();
        mine.setName("task " + name);
        on(mine);
        try {
            result = task.call();
        } catch (Throwable e) {
            error = e;
        } finally {
            on(null);
            // An interruption that came too late is not for the next task.
            Thread.interrupted();
            mine.setName(before);
            ended.countDown();
        }
    }

    private synchronized void on(Thread mine) {
        thread = mine;
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
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
            if (latch(Math.min(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS), left))) {
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
        interrupt();
        return latch(TimeUnit.MILLISECONDS.toNanos(GRACE));
    }

    /** Whether the task is in the middle of a call that ends the virtual machine. */
    boolean exiting() {
        Thread mine;
        synchronized (this) {
            mine = thread;
        }
        return mine != null
                && Arrays.stream(mine.getStackTrace())
                        .anyMatch(
                                frame ->
                                        frame.getClassName().equals("java.lang.Runtime")
                                                && frame.getMethodName().equals("exit"));
    }

    /** Counts a task as ended that will never return. */
    void giveUp(Throwable reason) {
        error = reason;
        ended.countDown();
    }

    private boolean latch(long nanos) {
        try {
            return ended.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // This thread writes to the database and must not be interrupted: keep waiting.
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
