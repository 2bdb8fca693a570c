package xcflow.runner.camel;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import xcflow.provenance.record.Run;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.ExecutionBackend;
import xcflow.runner.execution.Executor;
import xcflow.runner.execution.LocalExecution;
import xcflow.runner.execution.ThreadBackend;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.Lookup;
import xcflow.runner.run.RunListener;
import xcflow.runner.run.Submission;
import xcflow.workflows.plan.PlannedStep;
import xcflow.workflows.schema.TaskCatalog;

/** One process that conducts runs: the engine, the machine's resources, and the user's signals. */
public final class Session implements AutoCloseable {

    /** How often cancellation from another process and overdue work are looked for. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** Number of polls between two checks for dead workers of this machine. */
    private static final int POLLS_PER_WORKER_CHECK = 4;

    private final Project project;
    private final Admission admission;
    private final ExecutionBackend backend;
    private final CamelRunner camel;
    private final PrintStream messages;
    private final boolean shared;

    /** Whether everything that is known to be executed here are the runner's own small tasks. */
    private volatile boolean light;

    private volatile boolean unknownRunsExpected;

    /**
     * @param jobs number of threads for all instances together; 0: all that the machine has
     * @param queue where tickets wait for execution
     * @param messages where the user is notified of interruptions
     * @param submitter begins scheduled runs
     */
    public Session(
            Project project,
            TaskCatalog tasks,
            int jobs,
            Queue queue,
            PrintStream messages,
            CamelRunner.Submitter submitter) {
        this.project = project;
        this.messages = messages;
        int threads = jobs > 0 ? jobs : Runtime.getRuntime().availableProcessors();
        this.admission = new Admission(threads, Session::memory);
        queue.claim(project.home().directory());
        this.shared = queue.shared().isPresent();
        Supplier<Executor> executors = () -> executor(tasks);
        // Of a shared queue a process takes no more than it can execute.
        this.backend =
                shared
                        ? new QueueBackend(
                                project.ledger(),
                                tasks,
                                new LocalExecution(executors, threads, 1),
                                Capacity.ofSharedQueue(threads))
                        : new ThreadBackend(executors, project.ledger(), threads);
        this.camel = new CamelRunner(backend, queue, submitter);
    }

    private Executor executor(TaskCatalog tasks) {
        try {
            return new Executor(
                    project.ledger(),
                    project.register(!light),
                    tasks,
                    project.home(),
                    project.objects(),
                    admission);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Four fifths of the machine's memory. */
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() / 5 * 4
                : Long.MAX_VALUE;
    }

    /** Says that runs will come of which nothing is known yet. */
    public void expectUnknownRuns() {
        unknownRunsExpected = true;
    }

    /** What carries the tickets. */
    public CamelRunner camel() {
        return camel;
    }

    /** A conductor for a submitted run. */
    public Conductor conductor(Submission.Submitted submitted, RunListener listener) {
        light =
                !shared
                        && !unknownRunsExpected
                        && submitted.plan().steps().stream().allMatch(Session::light);
        return new Conductor(
                submitted.run().id(),
                submitted.plan(),
                project.ledger(),
                new Lookup(
                        project.ledger(),
                        project.objects(),
                        submitted.cache(),
                        submitted.recompute()),
                admission,
                backend.capacity(),
                listener,
                submitted.strict());
    }

    private static boolean light(PlannedStep step) {
        return step.step().task().implementation().getPackageName().startsWith("xcflow.runner.");
    }

    /** Takes a run to its end while listening to Ctrl-C. */
    public void conduct(Conductor conductor, RunLock lock) throws IOException {
        AtomicBoolean interrupted = new AtomicBoolean();
        try (lock;
                Interrupts signals = new Interrupts(() -> interrupted(conductor, interrupted))) {
            camel.conduct(conductor);
            camel.advance(conductor);
            for (int looks = 1;
                    !conductor.await(conductor.untilNextRetry(POLL_INTERVAL));
                    looks++) {
                if (shared && looks % POLLS_PER_WORKER_CHECK == 0) {
                    project.expireDeadWorkers();
                }
                // Again and again: a ticket may have been on its way when it was asked for.
                if (interrupted.get() || cancelRequested(conductor.run())) {
                    conductor.cancel();
                    camel.stop(conductor.run());
                }
                camel.advance(conductor);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            camel.release(conductor);
        }
        if (conductor.defect() != null) {
            throw new IllegalStateException(
                    "the runner failed: "
                            + conductor.defect().getMessage()
                            + "; to continue: xcflow resume "
                            + conductor.run(),
                    conductor.defect());
        }
    }

    private void interrupted(Conductor conductor, AtomicBoolean once) {
        if (once.compareAndSet(false, true)) {
            int underWay = conductor.underWay();
            messages.println();
            messages.println(
                    underWay == 0
                            ? "stopping"
                            : "stopping: "
                                    + underWay
                                    + (underWay == 1 ? " execution is" : " executions are")
                                    + " being stopped (press Ctrl-C again to stop at once)");
            conductor.cancel();
            camel.stop(conductor.run());
            camel.advance(conductor);
        }
    }

    private boolean cancelRequested(long run) {
        return project.ledger().run(run).flatMap(Run::cancelRequested).isPresent();
    }

    @Override
    public void close() {
        camel.close();
    }
}
