package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.ArtefactRef;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Completion;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.InstanceState;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Warning;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.Worker;
import xcflow.runner.process.StrayProcesses;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.CancelledException;
import xcflow.spi.Task;
import xcflow.spi.TaskFailure;
import xcflow.storage.Checkpoints;
import xcflow.storage.Home;
import xcflow.storage.ObjectStore;
import xcflow.storage.Scratch;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/** Executes tickets: claims the instance, runs its task, records what came of it. Thread-safe. */
public final class Executor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final RunLedger ledger;
    private final Worker worker;
    private final TaskCatalog tasks;
    private final ObjectStore objects;
    private final Checkpoints checkpoints;
    private final Scratch scratch;
    private final Path logs;
    private final FailedScratch failedScratch;
    private final LeaseRenewal leases;
    private final Admission admission;
    private final TaskThreads taskThreads = new TaskThreads();
    private final ExitGuard exitGuard = new ExitGuard();
    private final Batcher<Work, Optional<Claim>> claims;
    private final Batcher<Map.Entry<Claim, Completion>, Boolean> completions;
    private volatile boolean leaving;
    private volatile Attempt.ProgressListener listener = (ticket, fraction, message) -> {};

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
        this.admission = admission;
        this.claims = new Batcher<>(this::claimAll);
        this.completions = new Batcher<>(this::completeAll);
        this.ledger = ledger;
        this.worker = worker;
        this.tasks = tasks;
        this.objects = objects;
        this.checkpoints = home.checkpoints();
        this.scratch = home.scratch();
        this.logs = home.directory().resolve("logs");
        this.failedScratch = new FailedScratch(home);
        this.leases = new LeaseRenewal(ledger);
    }

    /** Told of every task's progress, on the task's threads. */
    public void onProgress(ProgressReport report) {
        listener =
                (ticket, fraction, message) ->
                        report.progress(
                                ticket.work().run(), ticket.work().instance(), fraction, message);
    }

    /** Progress of an instance; the fraction is NaN when it is not known. */
    @FunctionalInterface
    public interface ProgressReport {
        void progress(long run, int instance, double fraction, String message);
    }

    /** Executes one attempt, to its end. */
    public Outcome execute(Ticket ticket) {
        if (leaving) {
            return Outcome.of(ticket, 0, Outcome.Kind.LOST, "");
        }
        String foreign = TicketCheck.problem(ticket, tasks);
        Optional<Claim> claimed = foreign.isEmpty() ? claims.ask(ticket.work()) : Optional.empty();
        if (!foreign.isEmpty()) {
            LOG.warn(
                    "a ticket for {} of run {} was dropped: {}",
                    ticket.label(),
                    ticket.work().run(),
                    foreign);
        }
        if (claimed.isEmpty()) {
            return Outcome.of(ticket, 0, Outcome.Kind.LOST, "");
        }
        Claim claim = claimed.get();
        Path logFile = logFile(logs, claim.execution());
        try (ExecutionLog log = new ExecutionLog(logFile, ticket.label())) {
            Scratch.Directory directory = scratch.create(claim.execution());
            Attempt attempt =
                    new Attempt(
                            ticket,
                            claim,
                            objects,
                            new AttemptCheckpoints(checkpoints, ledger, ticket.work()),
                            directory.path(),
                            log,
                            (t, fraction, message) -> listener.progress(t, fraction, message));
            leases.hold(attempt);
            try {
                Result result = computeWhenAdmitted(ticket, attempt);
                Outcome outcome = settle(ticket, attempt, log, result).after(attempt.millis());
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
            return failed(
                    ticket,
                    claim,
                    "cannot prepare or end the execution: " + e,
                    true,
                    List.of(),
                    null);
        }
    }

    /** Asks all attempts of a run that are under way here to stop. */
    public void stop(long run) {
        leases.of(run).forEach(attempt -> attempt.stop(Attempt.Stop.CANCELLED));
    }

    /** Number of attempts that are under way here. */
    public int underWay() {
        return leases.all().size();
    }

    /** The runs of which attempts are under way here. */
    public Set<Long> runs() {
        Set<Long> runs = new HashSet<>();
        leases.all().forEach(attempt -> runs.add(attempt.claim().run()));
        return runs;
    }

    /**
     * Takes nothing more, and gives all attempts that are under way here back to be taken again.
     */
    public void leave() {
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

    private List<Boolean> completeAll(List<Map.Entry<Claim, Completion>> ended) {
        Map<Claim, Completion> batch = new LinkedHashMap<>();
        ended.forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
        Set<Claim> recorded = new HashSet<>(ledger.completeAll(batch));
        return ended.stream().map(entry -> recorded.contains(entry.getKey())).toList();
    }

    private Result computeWhenAdmitted(Ticket ticket, Attempt attempt) {
        int threads = ticket.work().threads();
        if (!admission.await(threads, ticket.memory(), attempt::cancelled)) {
            return new Result(null, new CancelledException());
        }
        try {
            attempt.begin();
            return compute(ticket, attempt);
        } finally {
            attempt.end();
            admission.giveBack(threads, ticket.memory());
        }
    }

    /** What the task's thread left: a record of outputs or an error. */
    private record Result(Record outputs, Throwable error) {}

    /**
     * Runs the task on a thread of its own, because stopping interrupts that thread and the
     * interruption must not reach the database.
     */
    private Result compute(Ticket ticket, Attempt attempt) {
        TaskType type = tasks.find(ticket.work().task()).orElse(null);
        if (type == null) {
            return new Result(
                    null,
                    new TaskFailure(
                            "this installation has no task '" + ticket.work().task() + "'"));
        }
        TaskThread thread =
                new TaskThread(ticket.label(), () -> call(type, ticket.work().inputs(), attempt));
        exitGuard.watch(thread);
        thread.start(taskThreads.tasks());
        long deadline =
                ticket.timeoutMillis() == 0
                        ? Long.MAX_VALUE
                        : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ticket.timeoutMillis());
        if (!thread.await(deadline, attempt::cancelled)) {
            attempt.stop(Attempt.Stop.TIMEOUT);
            if (!thread.stop()) {
                LOG.warn(
                        "{} does not react to being stopped; its thread is left behind",
                        ticket.label());
            }
        }
        exitGuard.forget(thread);
        if (thread.error() != null || thread.result() != null) {
            return new Result(thread.result(), thread.error());
        }
        return new Result(
                null,
                attempt.cancelled()
                        ? new CancelledException()
                        : new TaskFailure("the task gave no result at all (null)"));
    }

    @SuppressWarnings("unchecked")
    private static Record call(TaskType type, String inputs, Attempt attempt) throws Exception {
        Task<Record, Record> task = (Task<Record, Record>) type.task();
        return task.run(type.inputs().bind(PlainJson.readMap(inputs)), attempt);
    }

    private Outcome settle(Ticket ticket, Attempt attempt, ExecutionLog log, Result result)
            throws IOException {
        Claim claim = attempt.claim();
        Optional<String> altered = new AlteredInputs(objects, ledger).of(attempt, result.error());
        if (altered.isPresent()) {
            log.error("an input was altered: {}", altered.get());
            return failed(ticket, claim, altered.get(), false, attempt.warnings(), keep(log));
        }
        if (result.error() == null) {
            return succeeded(ticket, attempt, log, result.outputs());
        }
        switch (attempt.stopped()) {
            case LOST -> {
                return Outcome.of(ticket, claim.execution(), Outcome.Kind.LOST, "");
            }
            case CANCELLED -> {
                ledger.release(claim, InstanceState.CANCELLED, "cancelled");
                return Outcome.of(ticket, claim.execution(), Outcome.Kind.STOPPED, "");
            }
            case LEAVING -> {
                ledger.release(claim, InstanceState.READY, "its worker was stopped");
                return Outcome.of(ticket, claim.execution(), Outcome.Kind.STOPPED, "");
            }
            case TIMEOUT -> {
                String limit = DurationText.of(java.time.Duration.ofMillis(ticket.timeoutMillis()));
                log.error("stopped: the time limit of {} has passed", limit);
                return failed(
                        ticket,
                        claim,
                        "exceeded its time limit of " + limit,
                        true,
                        attempt.warnings(),
                        keep(log));
            }
            case NONE -> {}
        }
        Throwable error = result.error();
        boolean foreseen = error instanceof TaskFailure;
        log.error(foreseen ? error.getMessage() : "failed", foreseen ? error.getCause() : error);
        boolean again = !(error instanceof TaskFailure failure) || failure.retryable();
        return failed(ticket, claim, describe(error), again, attempt.warnings(), keep(log));
    }

    private Outcome succeeded(Ticket ticket, Attempt attempt, ExecutionLog log, Record outputs)
            throws IOException {
        Claim claim = attempt.claim();
        TaskType type = tasks.find(ticket.work().task()).orElseThrow();
        LinkedHashMap<String, Object> values;
        try {
            values = type.outputs().values(outputs);
        } catch (IllegalArgumentException e) {
            return failed(ticket, claim, e.getMessage(), false, attempt.warnings(), keep(log));
        }
        List<String> missing = type.outputs().missing(values);
        if (!missing.isEmpty()) {
            String message = "the task gave no value for its output '" + missing.get(0) + "'";
            return failed(ticket, claim, message, false, attempt.warnings(), keep(log));
        }
        List<Artefact> artefacts = Artefacts.in(values);
        for (Artefact artefact : artefacts) {
            if (!objects.sound(artefact.digest())) {
                String message = "the task's output '" + artefact.name() + "' was never stored";
                return failed(ticket, claim, message, false, attempt.warnings(), keep(log));
            }
        }
        String json = PlainJson.write(values);
        Completion completion = attempt.completion(json, Optional.ofNullable(keep(log)));
        if (!completions.ask(Map.entry(claim, completion))) {
            return Outcome.of(ticket, claim.execution(), Outcome.Kind.LOST, "");
        }
        attempt.checkpoints().forget();
        return Outcome.of(ticket, claim.execution(), Outcome.Kind.SUCCEEDED, "")
                .with(json, completion.warnings());
    }

    private Outcome failed(
            Ticket ticket,
            Claim claim,
            String message,
            boolean again,
            List<Warning> warnings,
            ArtefactRef log) {
        Optional<Instant> retryAt =
                again && claim.attempt() < ticket.attempts()
                        ? Optional.of(Instant.now().plus(ticket.backoff(claim.attempt())))
                        : Optional.empty();
        boolean recorded =
                ledger.fail(
                        claim, new Failure(message, retryAt, Optional.ofNullable(log), warnings));
        return Outcome.of(
                        ticket,
                        claim.execution(),
                        recorded ? Outcome.Kind.FAILED : Outcome.Kind.LOST,
                        message)
                .retriedAt(retryAt);
    }

    private static String describe(Throwable error) {
        if (error instanceof TaskFailure) {
            return error.getMessage();
        } else if (error instanceof OutOfMemoryError) {
            return "out of memory: give the virtual machine more (XCFLOW_JAVA_OPTS=-Xmx…)";
        }
        String text = error.getMessage();
        return error.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    /** Moves the log into the object store, if anything was logged. */
    private ArtefactRef keep(ExecutionLog log) throws IOException {
        log.close();
        if (!Files.exists(log.file())) {
            return null;
        }
        ObjectStore.Stored stored = objects.store(log.file());
        Files.delete(log.file());
        return new ArtefactRef(stored.digest(), "log.txt", "text/plain", stored.size());
    }

    @Override
    public void close() {
        leases.close();
        taskThreads.close();
        exitGuard.close();
    }
}
