package xcflow.runner.execution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.runner.process.StrayProcesses;
import xcflow.storage.files.Scratch;

/** The threads behind executions: those that tasks run on, and one that clears up after them. */
final class TaskThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskThreads.class);
    private static final long SWEEP_MILLIS = 250;

    // Kept for a moment only: starting a thread costs as much as a short task, but what a task left
    // with its thread should not stay for long.
    private final ExecutorService tasks =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    1,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    work -> daemon(work, "xcflow-task"));

    private final Queue<Scratch.Directory> discarded = new ConcurrentLinkedQueue<>();
    private final DiscardedScratch scratch = new DiscardedScratch();
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "xcflow-sweeper"));

    TaskThreads() {
        // Now and then: waking a thread for each directory costs as much as deleting it.
        sweeper.scheduleWithFixedDelay(
                this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Runs a task at once, on a thread that has no other work. */
    ExecutorService tasks() {
        return tasks;
    }

    /** Deletes a scratch directory soon. */
    void sweep(Scratch.Directory directory) {
        discarded.add(directory);
    }

    private void sweep() {
        List<Scratch.Directory> batch = new ArrayList<>();
        for (Scratch.Directory next = discarded.poll(); next != null; next = discarded.poll()) {
            batch.add(next);
        }
        // One look at the processes of the machine for all of them.
        StrayProcesses.end(
                batch.stream()
                        .map(Scratch.Directory::path)
                        .filter(TaskThreads::usedByCommands)
                        .toList());
        scratch.add(batch);
    }

    /** Tasks that calculate in Java leave their directory empty, and no process. */
    private static boolean usedByCommands(Path directory) {
        String[] names = directory.toFile().list();
        return names != null && names.length > 0;
    }

    /** A task that cannot be stopped must not keep the process alive. */
    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until everything is cleared up. */
    @Override
    public void close() {
        tasks.shutdown();
        sweeper.shutdown();
        boolean interrupted = false;
        try {
            if (!sweeper.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("scratch directories are left behind; 'xcflow doctor' deletes them");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        sweep();
        scratch.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
