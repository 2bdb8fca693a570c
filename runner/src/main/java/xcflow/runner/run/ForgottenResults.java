package xcflow.runner.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Execution;
import xcflow.provenance.run.RunLedger;

/** Results that are not to be reused any more because somebody said so. */
public record ForgottenResults(RunLedger ledger) {

    private static final String USUAL_REASON = "forgotten by request";

    /**
     * Forgets the result of an instance, and all other results with the same cache key: otherwise
     * an older one would be reused in its place.
     *
     * @param reason that is recorded; null if none was given
     * @return the executions that were reused until now; empty if none was
     */
    public List<Execution> forget(long run, int instance, String reason) {
        Set<String> keys = new HashSet<>();
        for (Execution execution : ledger.executions(run, instance)) {
            keys.add(execution.cacheKey());
        }
        List<Execution> forgotten = new ArrayList<>();
        for (String key : keys) {
            for (Cached found = cached(key); found != null; found = cached(key)) {
                ledger.disqualify(found.execution(), reason == null ? USUAL_REASON : reason);
                forgotten.add(ledger.execution(found.execution()).orElseThrow());
            }
        }
        return forgotten;
    }

    private Cached cached(String key) {
        return ledger.lookup(List.of(key)).get(key);
    }
}
