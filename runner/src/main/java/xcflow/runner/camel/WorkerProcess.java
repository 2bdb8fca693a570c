package xcflow.runner.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import xcflow.runner.home.Project;
import xcflow.workflows.schema.TaskCatalog;

/** A process that only executes: takes tickets from a shared queue until it is told to stop. */
public final class WorkerProcess implements AutoCloseable {

    /** How often it is looked whether there is still work. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final Session session;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param jobs number of threads for all instances together; 0: all that the machine has
     * @param queue shared with other processes
     */
    public WorkerProcess(Project project, TaskCatalog tasks, int jobs, Queue queue) {
        this.session =
                new Session(
                        project,
                        tasks,
                        jobs,
                        queue,
                        System.err,
                        schedule -> {
                            throw new IllegalStateException("schedules belong to 'serve'");
                        });
    }

    /**
     * Works until Ctrl-C, or until nothing has come for some time. What is under way at Ctrl-C is
     * given back for others to take.
     *
     * @param idle how long to wait for work; zero: for ever
     */
    public void work(Duration idle) throws IOException, InterruptedException {
        try (Interrupts signals = new Interrupts(stop::countDown)) {
            session.camel().start();
            long last = System.nanoTime();
            while (!stop.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (session.camel().underWay() > 0) {
                    last = System.nanoTime();
                } else if (!idle.isZero() && System.nanoTime() - last > idle.toNanos()) {
                    return;
                }
            }
            session.camel().leave();
            while (session.camel().underWay() > 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
