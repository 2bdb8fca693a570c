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
 * @param sameStep whether it is of the same step; otherwise that step had never succeeded before
 */
record NearestExecution(Execution execution, List<Difference> differences, boolean sameStep) {

    /** How many earlier executions are compared. */
    private static final int COMPARED = 200;

    /** How many differences are named. */
    private static final int NAMED = 5;

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
                            && (sameStep || !best.sameStep())
                    || sameStep && !best.sameStep()) {
                best = new NearestExecution(earlier, differences, sameStep);
            }
        }
        return Optional.ofNullable(best);
    }

    /** What differs, in words. */
    String inWords() {
        if (differences.isEmpty()) {
            return "the same key, but the earlier result cannot be reused";
        }
        return sameStep
                ? named()
                : "this step had not been computed before; most like it is step '"
                        + execution.step()
                        + "': "
                        + (differences.size() <= NAMED
                                ? named()
                                : differences.size() + " parts of the key differ");
    }

    private String named() {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(NAMED, differences.size());
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : "; ").append(differences.get(i));
        }
        if (shown < differences.size()) {
            text.append("; and ").append(differences.size() - shown).append(" more");
        }
        return text.toString();
    }
}
