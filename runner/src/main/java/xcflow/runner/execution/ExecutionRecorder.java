package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.WorkerLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.TaskFailure;
import xcflow.storage.ObjectStore;
import xcflow.storage.files.OutOfSpace;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/** Records what came of attempts. Thread-safe. */
final class ExecutionRecorder {
    private final WorkerLedger ledger;
    private final ObjectStore objects;
    private final TaskCatalog tasks;
    private final Batcher<Map.Entry<Claim, Completion>, Boolean> completions;

    ExecutionRecorder(WorkerLedger ledger, ObjectStore objects, TaskCatalog tasks) {
        this.ledger = ledger;
        this.objects = objects;
        this.tasks = tasks;
        this.completions = new Batcher<>(this::completeAll);
    }

    /** Records an attempt that has ended. */
    Outcome settle(Attempt attempt) throws IOException {
        Optional<String> altered = new AlteredInputs(objects, ledger).of(attempt, attempt.error());
        if (altered.isPresent()) {
            attempt.executionLog().error("an input was altered: {}", altered.get());
            return failed(attempt, altered.get(), false);
        } else if (attempt.error() == null) {
            return succeeded(attempt);
        }
        return switch (attempt.stopped()) {
            case LOST -> outcome(attempt, Outcome.Kind.LOST);
            case CANCELLED -> released(attempt, InstanceState.CANCELLED, "cancelled");
            case LEAVING -> released(attempt, InstanceState.READY, "its worker was stopped");
            case TIMEOUT -> {
                String limit = DurationText.of(Duration.ofMillis(attempt.ticket().timeoutMillis()));
                attempt.executionLog().error("stopped: the time limit of {} has passed", limit);
                yield failed(
                        attempt,
                        "exceeded its time limit of " + limit,
                        attempt.ticket().repeats(ExecutionSettings.ON_TIMEOUT));
            }
            case NONE -> failed(attempt);
        };
    }

    /** Gives back what this machine has no room for. */
    Outcome unfit(Ticket ticket, Claim claim) {
        ledger.release(claim, InstanceState.READY, "no room was left on the disk of its worker");
        return Outcome.of(ticket, claim.execution(), Outcome.Kind.STOPPED, "");
    }

    private static Outcome outcome(Attempt attempt, Outcome.Kind kind) {
        return Outcome.of(attempt.ticket(), attempt.claim().execution(), kind, "");
    }

    private Outcome released(Attempt attempt, InstanceState state, String reason) {
        ledger.release(attempt.claim(), state, reason);
        return outcome(attempt, Outcome.Kind.STOPPED);
    }

    private Outcome failed(Attempt attempt) throws IOException {
        Throwable error = attempt.error();
        boolean foreseen = error instanceof TaskFailure || error instanceof SecretInOutputException;
        attempt.executionLog()
                .error(
                        foreseen ? error.getMessage() : "failed",
                        foreseen ? error.getCause() : error);
        boolean again =
                !(error instanceof SecretInOutputException)
                        && (!(error instanceof TaskFailure failure) || failure.retryable());
        int status = error instanceof TaskFailure failure ? failure.exitStatus() : 0;
        String reason = status == 0 ? "" : Integer.toString(status);
        return failed(attempt, describe(error), again && attempt.ticket().repeats(reason));
    }

    private Outcome succeeded(Attempt attempt) throws IOException {
        TaskType type = tasks.find(attempt.ticket().work().task()).orElseThrow();
        LinkedHashMap<String, Object> values;
        try {
            values = type.outputs().values(attempt.outputs());
        } catch (IllegalArgumentException e) {
            return failed(attempt, e.getMessage(), false);
        }
        List<String> missing = type.outputs().missing(values);
        if (!missing.isEmpty()) {
            return failed(
                    attempt,
                    "the task gave no value for its output '" + missing.get(0) + "'",
                    false);
        }
        for (Artefact artefact : Artefacts.in(values)) {
            if (!objects.sound(artefact.digest())) {
                return failed(
                        attempt,
                        "the task's output '" + artefact.name() + "' was never stored",
                        false);
            }
        }
        String json = attempt.masked(PlainJson.write(values));
        Completion completion =
                attempt.completion(json, Optional.ofNullable(keep(attempt.executionLog())));
        if (!completions.ask(Map.entry(attempt.claim(), completion))) {
            return outcome(attempt, Outcome.Kind.LOST);
        }
        attempt.checkpoints().forget();
        return outcome(attempt, Outcome.Kind.SUCCEEDED).with(json, completion.warnings());
    }

    private List<Boolean> completeAll(List<Map.Entry<Claim, Completion>> ended) {
        Map<Claim, Completion> batch = new LinkedHashMap<>();
        ended.forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
        Set<Claim> recorded = new HashSet<>(ledger.completeAll(batch));
        return ended.stream().map(entry -> recorded.contains(entry.getKey())).toList();
    }

    /** Records an attempt that was refused before it began. */
    Outcome refused(Ticket ticket, Claim claim, String message) {
        return failed(ticket, claim, message, false, List.of(), null, Usage.UNKNOWN);
    }

    /** Records an attempt that could not begin, or whose end could not be recorded. */
    Outcome unprepared(Ticket ticket, Claim claim, IOException error) {
        String message = "cannot prepare or end the execution: " + error;
        return failed(ticket, claim, message, true, List.of(), null, Usage.UNKNOWN);
    }

    private Outcome failed(Attempt attempt, String message, boolean again) throws IOException {
        return failed(
                attempt.ticket(),
                attempt.claim(),
                attempt.masked(message),
                again,
                attempt.warnings(),
                keep(attempt.executionLog()),
                attempt.usage());
    }

    private Outcome failed(
            Ticket ticket,
            Claim claim,
            String message,
            boolean again,
            List<Warning> warnings,
            ArtefactRef log,
            Usage usage) {
        Optional<Duration> pause =
                again && claim.attempt() < ticket.attempts()
                        ? Optional.of(ticket.backoff(claim.attempt()))
                        : Optional.empty();
        // Claims are compared with the ledger's clock, which need not be that of this machine.
        Failure failure =
                new Failure(
                        message,
                        pause.map(ledger.now()::plus),
                        Optional.ofNullable(log),
                        warnings,
                        usage);
        boolean recorded = ledger.fail(claim, failure);
        Optional<Instant> retryAt = pause.map(Instant.now()::plus);
        Outcome.Kind kind = recorded ? Outcome.Kind.FAILED : Outcome.Kind.LOST;
        return Outcome.of(ticket, claim.execution(), kind, message).retriedAt(retryAt);
    }

    private static String describe(Throwable error) {
        if (error instanceof TaskFailure || error instanceof SecretInOutputException) {
            return error.getMessage();
        } else if (error instanceof OutOfMemoryError) {
            return "out of memory: give the virtual machine more (XCFLOW_JAVA_OPTS=-Xmx…)";
        } else if (OutOfSpace.isReasonOf(error)) {
            return OutOfSpace.MESSAGE;
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
}
