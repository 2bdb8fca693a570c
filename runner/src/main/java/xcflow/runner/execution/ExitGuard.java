package xcflow.runner.execution;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import xcflow.spi.TaskFailure;

/**
 * Tasks that call {@code System.exit}. Java cannot forbid it, but the machine does not end before
 * its shutdown hooks do: the one that is registered here gives up the task that called, and holds
 * the end back while everything else goes on as if the task had failed.
 */
final class ExitGuard implements AutoCloseable {

    /** How long the rest of the program may take to end by itself after this was closed. */
    private static final long LAST_SECONDS = 60;

    private static final long POLL_MILLIS = 50;

    private final Set<TaskThread> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ending, "xcflow-exit");

    ExitGuard() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void watch(TaskThread task) {
        running.add(task);
    }

    void forget(TaskThread task) {
        running.remove(task);
    }

    private void ending() {
        if (running.stream().noneMatch(TaskThread::exiting)) {
            return;
        }
        try {
            // Others may call it later; they wait for the end of this hook, for ever.
            do {
                running.stream().filter(TaskThread::exiting).forEach(ExitGuard::giveUp);
            } while (!closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
            // The command prints its result and halts the machine with its own status.
            TimeUnit.SECONDS.sleep(LAST_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void giveUp(TaskThread task) {
        task.giveUp(
                new TaskFailure(
                        "the task called System.exit, which tasks must not do; its code must be"
                                + " corrected"));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is ending, and the hook holds it back.
        }
    }
}
