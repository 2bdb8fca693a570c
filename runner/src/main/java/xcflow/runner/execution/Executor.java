package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.WorkerLedger;
import xcflow.runner.process.StrayProcesses;
import xcflow.runner.secret.RunSecrets;
import xcflow.runner.secret.SecretException;
import xcflow.runner.secret.SecretStore;
import xcflow.storage.ObjectStore;
import xcflow.storage.files.Checkpoints;
import xcflow.storage.files.Scratch;
import xcflow.storage.home.Home;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Executes tickets: claims the instance ({@link WorkerLedger#claim}), runs its task ({@link
 * Computation}), and records what came of it ({@link ExecutionRecorder}). Thread-safe.
 */
public final class Executor implements AutoCloseable {
    /** Longest time between the end of a command and the news that this process is to end. */
    private static final Duration HEARING = Duration.ofSeconds(2);

    private final WorkerLedger ledger;
    private final Worker worker;
    private final ObjectStore objects;
    private final Checkpoints checkpoints;
    private final Scratch scratch;
    private final Path logs;
    private final FailedScratch failedScratch;
    private final LeaseRenewal leases;
    private final SecretStore secrets;
    private final FullDisk disk;
    private final TaskThreads taskThreads = new TaskThreads();
    private final Computation computation;
    private final ExecutionRecorder recorder;
    private final Batcher<Work, Optional<Claim>> claims;
    private volatile boolean leaving;
    private volatile boolean shared;

    /**
     * @param worker this process, as registered in the ledger
     * @param objects the store of the home
     * @param admission threads and memory of this machine
     */
    public Executor(
            WorkerLedger ledger,
            Worker worker,
            TaskCatalog tasks,
            Home home,
            ObjectStore objects,
            Admission admission)
            throws IOException {
        this(
                ledger,
                worker,
                tasks,
                home,
                objects,
                admission,
                new SecretStore(home.directory(), ledger),
                home.stores().database().isPresent());
    }

    /**
     * @param secrets of the runs that it works for
     * @param far whether the records are on another machine: then leases are longer, and what
     *     commands write meanwhile is told
     */
    public Executor(
            WorkerLedger ledger,
            Worker worker,
            TaskCatalog tasks,
            Home home,
            ObjectStore objects,
            Admission admission,
            SecretStore secrets,
            boolean far)
            throws IOException {
        this.secrets = secrets;
        this.ledger = ledger;
        this.worker = worker;
        this.objects = objects;
        this.checkpoints = home.checkpoints();
        this.scratch = home.scratch();
        this.disk = new FullDisk(home.directory().resolve("scratch"));
        this.logs = home.directory().resolve("logs");
        this.failedScratch = new FailedScratch(home);
        this.leases =
                new LeaseRenewal(
                        ledger,
                        far,
                        far ? Optional.of(new LiveText(ledger::wrote)) : Optional.empty());
        this.computation = new Computation(tasks, admission, taskThreads);
        this.recorder = new ExecutionRecorder(ledger, objects, tasks);
        this.claims = new Batcher<>(this::claimAll);
    }

    /**
     * Executes one attempt, to its end.
     *
     * @param listener is notified of the task's progress, on the task's threads
     * @param begun is given the attempt when it has been claimed, to stop it if need be
     */
    Outcome execute(Ticket ticket, TaskListener listener, Consumer<Attempt> begun) {
        Optional<Claim> claimed = leaving ? Optional.empty() : claims.ask(ticket.work());
        if (claimed.isEmpty()) {
            return Outcome.of(ticket, 0, Outcome.Kind.LOST, "");
        }
        Claim claim = claimed.get();
        RunSecrets.Opened opened;
        try {
            opened = secrets.open(claim.run(), ticket.work().inputs());
        } catch (SecretException e) {
            return recorder.refused(ticket, claim, e.getMessage());
        }
        try (ExecutionLog log =
                new ExecutionLog(logFile(logs, claim.execution()), ticket.label(), opened.mask())) {
            Scratch.Directory directory = scratch.create(claim.execution());
            Attempt attempt =
                    new Attempt(
                            ticket,
                            claim,
                            objects,
                            new AttemptCheckpoints(checkpoints, ledger, ticket.work()),
                            directory.path(),
                            opened,
                            log,
                            listener);
            leases.hold(attempt);
            try {
                begun.accept(attempt);
                if (leaving) {
                    attempt.stop(Attempt.Stop.LEAVING);
                }
                computation.run(attempt);
                if (shared && attempt.failed()) {
                    hearWhetherWeAreEnded(attempt);
                }
                if (shared && attempt.failed() && disk.victim(directory.path())) {
                    return recorder.unfit(ticket, claim);
                }
                Outcome outcome = recorder.settle(attempt).after(attempt.millis());
                if (outcome.kind() == Outcome.Kind.FAILED) {
                    StrayProcesses.end(List.of(directory.path()));
                    failedScratch.keep(claim.execution(), directory);
                }
                return outcome;
            } finally {
                leases.drop(attempt);
                taskThreads.sweep(directory);
            }
        } catch (IOException e) {
            return shared && disk.full()
                    ? recorder.unfit(ticket, claim)
                    : recorder.unprepared(ticket, claim, e);
        }
    }

    /**
     * A batch system that ends a job tells all of its processes at once, and a command may end by
     * that before this process has heard of it. Such an end is no failure.
     */
    private static void hearWhetherWeAreEnded(Attempt attempt) {
        long end = System.nanoTime() + HEARING.toNanos();
        while (!attempt.cancelled() && System.nanoTime() < end) {
            LockSupport.parkNanos(HEARING.toNanos() / 100);
        }
    }

    /** Others can do what cannot be done here for want of room. */
    void share() {
        shared = true;
    }

    /** Whether there is room for work here. */
    boolean fit() {
        return !disk.full();
    }

    /**
     * Takes nothing more, and gives all attempts that are under way here back to be taken again.
     */
    void leave() {
        leaving = true;
        leases.all().forEach(attempt -> attempt.stop(Attempt.Stop.LEAVING));
    }

    /** Where the log of an execution is while it runs. */
    public static Path logFile(Path logs, long execution) {
        return logs.resolve(execution + ".log");
    }

    private List<Optional<Claim>> claimAll(List<Work> works) {
        List<Claim> all = ledger.claimAll(works, worker, leases.lease());
        return works.stream()
                .map(
                        work ->
                                all.stream()
                                        .filter(
                                                claim ->
                                                        claim.run() == work.run()
                                                                && claim.instance()
                                                                        == work.instance())
                                        .findFirst())
                .toList();
    }

    @Override
    public void close() {
        leases.close();
        taskThreads.close();
        computation.close();
    }
}
