package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import xcflow.provenance.run.Work;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.execution.Ticket;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.schema.TaskType;

/** An instance whose inputs are known, until it has a result or has failed for good. */
final class ReadyInstance {
    private final PlannedInstance instance;
    private final int number;
    private final Map<String, Object> inputs;
    private final ExecutionSettings settings;
    private final CacheKey key;
    private Instant notBefore = Instant.MIN;
    private int threads;

    /**
     * @param number in the ledger
     * @param inputs canonical
     */
    ReadyInstance(
            PlannedInstance instance,
            int number,
            Map<String, Object> inputs,
            ExecutionSettings settings,
            CacheKey key) {
        this.instance = instance;
        this.number = number;
        this.inputs = inputs;
        this.settings = settings;
        this.key = key;
    }

    PlannedInstance instance() {
        return instance;
    }

    int number() {
        return number;
    }

    ExecutionSettings settings() {
        return settings;
    }

    CacheKey key() {
        return key;
    }

    /** Earliest start of the next attempt. */
    Instant notBefore() {
        return notBefore;
    }

    void retryAt(Instant time) {
        notBefore = time;
    }

    /** Number of threads that its next attempt may use. */
    int threads() {
        return threads;
    }

    void grant(int number) {
        threads = number;
    }

    /**
     * The message that asks for its next attempt.
     *
     * @param codeDigest of its task's code
     * @param conductor token of the run, see {@link Work#conductor}
     */
    Ticket ticket(long run, String codeDigest, String conductor) {
        TaskType task = instance.step().task();
        Work work =
                new Work(
                        run,
                        number,
                        task.name(),
                        task.version(),
                        codeDigest,
                        key.digest(),
                        key.components(),
                        PlainJson.write(inputs),
                        Artefacts.refs(Artefacts.in(inputs)),
                        settings.cache(),
                        threads,
                        conductor);
        return new Ticket(
                work,
                instance.step().id(),
                instance.label(),
                settings.memory().orElse(0L),
                settings.timeout().map(Duration::toMillis).orElse(0L),
                settings.attempts(),
                settings.backoff().toMillis());
    }
}
