package xcflow.runner.run;

import java.util.Optional;
import xcflow.runner.execution.DurationText;

/** Says when a run is to be stopped before its end. */
final class RuleKeeper {
    private final RunRules rules;
    private final long begun = System.nanoTime();
    private String reason;

    RuleKeeper(RunRules rules) {
        this.rules = rules;
    }

    /**
     * Looks whether the run's time is over or something failed that ends it.
     *
     * @return whether the run is to be stopped
     */
    boolean broken(boolean failed) {
        if (reason == null && late()) {
            reason =
                    RunRules.TIME_LIMIT
                            + " ("
                            + DurationText.of(rules.timeout().get())
                            + ") has passed";
        } else if (reason == null && rules.failFast() && failed) {
            reason = "stopped at the first failure, as fail-fast asks for";
        }
        return reason != null;
    }

    private boolean late() {
        return rules.timeout()
                .filter(limit -> System.nanoTime() - begun > limit.toNanos())
                .isPresent();
    }

    /** Why the run was stopped; empty if it was not, or by the user. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
