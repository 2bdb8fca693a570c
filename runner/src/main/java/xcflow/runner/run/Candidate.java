package xcflow.runner.run;

import java.time.Instant;
import java.util.Map;
import xcflow.runner.cache.CacheKey;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.plan.PlannedInstance;

/** An instance whose inputs are known. */
final class Candidate {
    private final PlannedInstance instance;
    private final int number;
    private final Map<String, Object> inputs;
    private final ExecutionSettings settings;
    private final CacheKey key;
    private Instant notBefore = Instant.MIN;

    /**
     * @param number in the ledger
     * @param inputs canonical
     */
    Candidate(
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

    Map<String, Object> inputs() {
        return inputs;
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
}
