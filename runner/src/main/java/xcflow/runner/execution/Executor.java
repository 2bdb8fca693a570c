package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Work;
import xcflow.runner.process.StrayProcesses;
import xcflow.storage.ObjectStore;
import xcflow.storage.files.Checkpoints;
import xcflow.storage.files.Scratch;
import xcflow.storage.home.Home;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Executes tickets: claims the instance ({@link RunLedger#claim}), runs its task ({@link
 * Computation}), and records what came of it ({@link ExecutionRecorder}). Thread-safe.
 */
public final class Executor implements AutoCloseable {
    private final RunLedger ledger;
    private final Worker worker;
    private final ObjectStore objects;
    private final Checkpoints checkpoints;
    private final Scratch scratch;
    private final Path logs;
    private final FailedScratch failedScratch;
    private final LeaseRenewal leases;
    private final TaskThreads taskThreads = new TaskThreads();
    private final Computation computation;
    private final ExecutionRecorder recorder;
    private final Batcher<Work, Optional<Claim>> claims;
    private volatile boolean leaving;

    /**
     * @param worker this process, as registered in the ledger
     * @param objects the store of the home
     * @param admission threads and memory of this machine
     */
    public Executor(
            RunLedger ledger,
            Worker worker,
            TaskCatalog tasks,
            Home home,
            ObjectStore objects,
            Admission admission)
            throws IOException {
        this.ledger = ledger;
        this.worker = worker;
        this.objects = objects;
        this.checkpoints = home.checkpoints();
        this.scratch = home.scratch();
        this.logs = home.directory().resolve("logs");
        this.failedScratch = new FailedScratch(home);
        this.leases = new LeaseRenewal(ledger);
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
        try (ExecutionLog log =
                new ExecutionLog(logFile(logs, claim.execution()), ticket.label())) {
            Scratch.Directory directory = scratch.create(claim.execution());
            Attempt attempt =
                    new Attempt(
                            ticket,
                            claim,
                            objects,
                            new AttemptCheckpoints(checkpoints, ledger, ticket.work()),
                            directory.path(),
                            log,
                            listener);
            leases.hold(attempt);
            try {
                begun.accept(attempt);
                if (leaving) {
                    attempt.stop(Attempt.Stop.LEAVING);
                }
                computation.run(attempt);
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
            return recorder.unprepared(ticket, claim, e);
        }
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
        List<Claim> all = ledger.claimAll(works, worker, LeaseRenewal.LEASE);
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
