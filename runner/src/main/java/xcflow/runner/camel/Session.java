package xcflow.runner.camel;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import xcflow.provenance.record.Worker;
import xcflow.runner.config.Configuration;
import xcflow.runner.execution.Admission;
import xcflow.runner.execution.Capacity;
import xcflow.runner.execution.ExecutionBackend;
import xcflow.runner.execution.Executor;
import xcflow.runner.execution.LocalExecution;
import xcflow.runner.execution.ThreadBackend;
import xcflow.runner.execution.TicketBackend;
import xcflow.runner.execution.Workplace;
import xcflow.runner.home.Project;
import xcflow.runner.home.RunLock;
import xcflow.runner.results.RunResults;
import xcflow.runner.run.Conductor;
import xcflow.runner.run.Lookup;
import xcflow.runner.run.NamedLimits;
import xcflow.runner.run.Places;
import xcflow.runner.run.RunListener;
import xcflow.runner.run.RunRules;
import xcflow.runner.run.Submission;
import xcflow.runner.secret.SecretStore;
import xcflow.runner.site.Sites;
import xcflow.workflows.model.RunSettings;
import xcflow.workflows.plan.PlannedStep;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** One process that conducts runs: the engine, the machine's resources, and the user's signals. */
public final class Session implements AutoCloseable {

    /** How often cancellation from another process and overdue work are looked for. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** How long a process that is to end waits for a database that does not answer. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(6);

    /** Number of polls between two checks for dead workers of this machine. */
    private static final int POLLS_PER_WORKER_CHECK = 4;

    private final Project project;
    private final Admission admission;
    private final ExecutionBackend backend;
    private final CamelRunner camel;
    private final PrintStream messages;
    private final boolean shared;
    private final SecretStore secrets;
    private final Admission grants;
    private final Map<Long, RunWatch> watches = new ConcurrentHashMap<>();
    private final Map<Long, Ending> notifications = new ConcurrentHashMap<>();

    /** Whether everything that is known to be executed here are the runner's own small tasks. */
    private volatile boolean light;

    private volatile boolean unknownRunsExpected;
    private volatile Worker worker;
    private Optional<Sites> sites = Optional.empty();
    private Optional<Runnable> handOver = Optional.empty();

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
        this(
                project,
                tasks,
                Workplace.of(jobs > 0 ? jobs : Runtime.getRuntime().availableProcessors()),
                queue,
                messages,
                submitter);
    }

    /**
     * @param workplace what this process may execute
     */
    Session(
            Project project,
            TaskCatalog tasks,
            Workplace workplace,
            Queue queue,
            PrintStream messages,
            CamelRunner.Submitter submitter) {
        this.project = project;
        this.messages = messages;
        this.secrets = new SecretStore(project.home().directory(), project.ledger());
        this.admission = Admission.of(workplace);
        queue.claim(project.home().directory());
        this.shared = queue.shared().isPresent();
        this.grants = queue.inDatabase() ? Admission.elsewhere() : admission;
        this.backend = backend(tasks, workplace, queue);
        this.camel = new CamelRunner(backend, queue, submitter);
    }

    private ExecutionBackend backend(TaskCatalog tasks, Workplace workplace, Queue queue) {
        Supplier<Executor> executors = () -> executor(tasks);
        int threads = workplace.threads();
        if (queue.inDatabase()) {
            return new TicketBackend(
                    project.ledger(),
                    project.provenance().tickets(),
                    tasks,
                    new LocalExecution(executors, threads + TicketBackend.AHEAD, 1),
                    queue.working() ? Optional.of(workplace) : Optional.empty());
        }
        // Of a shared queue a process takes no more than it can execute.
        return shared
                ? new QueueBackend(
                        project.ledger(),
                        tasks,
                        new LocalExecution(executors, threads, 1),
                        Capacity.ofSharedQueue(threads))
                : new ThreadBackend(executors, project.ledger(), threads);
    }

    private Executor executor(TaskCatalog tasks) {
        try {
            worker = project.register(!light);
            return new Executor(
                    project.ledger(),
                    worker,
                    tasks,
                    project.home(),
                    project.objects(),
                    admission,
                    secrets,
                    project.home().stores().database().isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that runs will come of which nothing is known yet. */
    public void expectUnknownRuns() {
        unknownRunsExpected = true;
    }

    /** Says where instances are executed; before there are conductors. */
    public void use(Sites chosen) {
        sites = Optional.of(chosen);
    }

    /** Says what to do instead of stopping the run when this process is asked to end. */
    public void handOver(Runnable instead) {
        handOver = Optional.of(instead);
    }

    /** This process as a worker, once it may execute something. */
    Optional<Worker> worker() {
        return Optional.ofNullable(worker);
    }

    /** This process is to end, even if the database does not answer. */
    void hurry() {
        project.provenance().database().hurry(LAST_PATIENCE);
    }

    /** What carries the tickets. */
    public CamelRunner camel() {
        return camel;
    }

    /** A conductor for a submitted run, with what its file says about the run as a whole. */
    public Conductor conductor(Submission.Submitted submitted, RunListener listener) {
        return conductor(submitted, listener, submitted.plan().workflow().run());
    }

    /**
     * A conductor for a submitted run.
     *
     * @param settings for the run as a whole
     */
    public Conductor conductor(
            Submission.Submitted submitted, RunListener listener, RunSettings settings) {
        light =
                !shared
                        && !unknownRunsExpected
                        && submitted.plan().steps().stream().allMatch(Session::light);
        NamedLimits.Held resources =
                new NamedLimits.Held(submitted.run().id(), project.provenance().control());
        Conductor conductor =
                new Conductor(
                        submitted.run().id(),
                        submitted.plan(),
                        project.ledger(),
                        new Lookup(
                                project.ledger(),
                                project.objects(),
                                submitted.cache(),
                                submitted.recompute(),
                                secrets.of(submitted.run())),
                        grants,
                        backend.capacity(),
                        listener,
                        submitted.strict(),
                        new RunRules(
                                settings.timeout(),
                                settings.failFast(),
                                resources,
                                sites.map(Sites::places).orElse(Places.ANY)));
        watches.put(conductor.run(), new RunWatch(project, conductor, resources, messages));
        notifications.put(conductor.run(), new Ending(submitted, settings));
        RunResults results = new RunResults(project, submitted.plan().workflow());
        conductor.whenSucceeded(() -> results.placeQuietly(conductor.run()));
        return conductor;
    }

    private static boolean light(PlannedStep step) {
        return step.step().task().implementation().getPackageName().startsWith("xcflow.runner.");
    }

    /** Takes a run to its end while listening to Ctrl-C. */
    public void conduct(Conductor conductor, RunLock lock) throws IOException {
        AtomicBoolean interrupted = new AtomicBoolean();
        try (lock;
                Interrupts signals =
                        new Interrupts(
                                () ->
                                        handOver.orElse(() -> interrupted(conductor, interrupted))
                                                .run())) {
            sites.ifPresent(Sites::start);
            camel.conduct(conductor);
            camel.advance(conductor);
            for (int looks = 1;
                    !conductor.await(conductor.untilNextRetry(POLL_INTERVAL));
                    looks++) {
                if (shared && looks % POLLS_PER_WORKER_CHECK == 0) {
                    project.expireDeadWorkers();
                }
                // Again and again: a ticket may have been on its way when it was asked for.
                if (interrupted.get()) {
                    conductor.cancel();
                }
                look(conductor);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            camel.release(conductor);
            ended(conductor);
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
            hurry();
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

    /** Looks at what others want of a run, and takes it further. */
    public void look(Conductor conductor) {
        Optional.ofNullable(watches.get(conductor.run())).ifPresent(RunWatch::look);
        if (conductor.stopping()) {
            camel.stop(conductor.run());
        }
        if (conductor.defect() == null) {
            camel.advance(conductor);
            if (conductor.stopping()) {
                camel.stop(conductor.run());
            }
        }
    }

    /** Gives back what a run has taken, and tells whoever is to be told of its end. */
    public void ended(Conductor conductor) {
        Optional.ofNullable(watches.remove(conductor.run())).ifPresent(RunWatch::end);
        Ending ending = notifications.remove(conductor.run());
        if (ending != null && conductor.result() != null) {
            project.ledger()
                    .run(conductor.run())
                    .ifPresent(
                            run ->
                                    new Notifications(
                                                    ending.submitted().plan(),
                                                    secrets.of(run),
                                                    settings(),
                                                    messages)
                                            .tell(run, ending.settings().onEnd()));
        }
    }

    private Configuration settings() {
        try {
            return Configuration.of(project.home().directory());
        } catch (IOException | InvalidInputException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What is known at the end of a run. */
    private record Ending(Submission.Submitted submitted, RunSettings settings) {}

    @Override
    public void close() {
        camel.close();
    }
}
