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
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.TaskFailure;
import xcflow.storage.ObjectStore;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/** Records what came of attempts. Thread-safe. */
final class ExecutionRecorder {
    private final RunLedger ledger;
    private final ObjectStore objects;
    private final TaskCatalog tasks;
    private final Batcher<Map.Entry<Claim, Completion>, Boolean> completions;

    ExecutionRecorder(RunLedger ledger, ObjectStore objects, TaskCatalog tasks) {
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
                yield failed(attempt, "exceeded its time limit of " + limit, true);
            }
            case NONE -> failed(attempt);
        };
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
        boolean foreseen = error instanceof TaskFailure;
        attempt.executionLog()
                .error(
                        foreseen ? error.getMessage() : "failed",
                        foreseen ? error.getCause() : error);
        boolean again = !(error instanceof TaskFailure failure) || failure.retryable();
        return failed(attempt, describe(error), again);
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
        String json = PlainJson.write(values);
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

    /** Records an attempt that could not begin, or whose end could not be recorded. */
    Outcome unprepared(Ticket ticket, Claim claim, IOException error) {
        String message = "cannot prepare or end the execution: " + error;
        return failed(ticket, claim, message, true, List.of(), null);
    }

    private Outcome failed(Attempt attempt, String message, boolean again) throws IOException {
        return failed(
                attempt.ticket(),
                attempt.claim(),
                message,
                again,
                attempt.warnings(),
                keep(attempt.executionLog()));
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
        Outcome.Kind kind = recorded ? Outcome.Kind.FAILED : Outcome.Kind.LOST;
        return Outcome.of(ticket, claim.execution(), kind, message).retriedAt(retryAt);
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
}
