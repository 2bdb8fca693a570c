package xcflow.runner.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import xcflow.provenance.run.Work;
import xcflow.provenance.ticket.Needs;
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
    private ExecutionSettings settings;
    private final CacheKey key;
    private Instant notBefore = Instant.MIN;
    private int threads;
    private int attempt = 1;
    private Map<String, Integer> named = Map.of();

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

    /** Number of its next attempt, from 1. */
    int attempt() {
        return attempt;
    }

    /**
     * Makes it wait for its next attempt.
     *
     * @param next its settings
     */
    void retry(Instant time, int number, ExecutionSettings next) {
        notBefore = time;
        attempt = number;
        settings = next;
    }

    /** What its next attempt needs of named resources. */
    Map<String, Integer> named() {
        return named;
    }

    /** As {@link #named()}. */
    ReadyInstance needs(Map<String, Integer> resources) {
        named = Map.copyOf(resources);
        return this;
    }

    /** Number of threads that its next attempt may use. */
    int threads() {
        return threads;
    }

    void grant(int number) {
        threads = number;
    }

    /** What its next attempt needs of whoever executes it. */
    Needs needs(Places places) {
        return new Needs(
                places.of(settings.placement()),
                Math.max(1, threads),
                settings.memory().orElse(0L),
                settings.placement().gpus(),
                settings.placement()
                        .time()
                        .or(settings::timeout)
                        .map(Duration::toMillis)
                        .orElse(0L));
    }

    /**
     * The message that asks for its next attempt.
     *
     * @param codeDigest of its task's code
     * @param conductor token of the run, see {@link Work#conductor}
     * @param places of its run
     */
    Ticket ticket(long run, String codeDigest, String conductor, Places places) {
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
                settings.backoff().toMillis(),
                settings.onExit(),
                needs(places));
    }
}
