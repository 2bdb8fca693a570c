package xcflow.runner.explain;

import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.Execution;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.cache.Difference;

/**
 * The earlier execution whose key differs least.
 *
 * @param execution it
 * @param differences in which components
 */
record NearestExecution(Execution execution, List<Difference> differences) {

    /** How many earlier executions are compared. */
    private static final int COMPARED = 200;

    /**
     * @param before only executions with a smaller number are considered
     */
    static Optional<NearestExecution> of(
            RunLedger ledger,
            String task,
            String workflow,
            String step,
            String components,
            long before) {
        NearestExecution best = null;
        for (Execution earlier : ledger.earlier(task, workflow, step, COMPARED)) {
            if (earlier.id() >= before) {
                continue;
            }
            List<Difference> differences = Difference.between(earlier.keyComponents(), components);
            boolean sameStep = earlier.step().equals(step);
            if (best == null
                    || differences.size() < best.differences().size()
                            && (sameStep || !best.execution().step().equals(step))) {
                best = new NearestExecution(earlier, differences);
            }
        }
        return Optional.ofNullable(best);
    }

    /** What differs, in words. */
    String inWords() {
        if (differences.isEmpty()) {
            return "the same key, but the earlier result cannot be reused";
        }
        StringBuilder text = new StringBuilder();
        int shown = Math.min(5, differences.size());
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : "; ").append(differences.get(i));
        }
        if (shown < differences.size()) {
            text.append("; and ").append(differences.size() - shown).append(" more");
        }
        return text.toString();
    }
}
