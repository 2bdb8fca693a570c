package xcflow.runner.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Judgement;
import xcflow.workflows.model.Expectation.Severity;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.Unmet;

/**
 * Judges results by what the workflow expects of them and, in a strict run, by their warnings. A
 * judgement belongs to the run: the execution stays what it is, and others may reuse it.
 */
final class ExpectationChecker {
    /** Code of a warning about an expectation that is not met. */
    static final String UNMET = "expectation-not-met";

    private final Plan plan;
    private final boolean strict;

    /**
     * @param strict whether a warning fails its instance
     */
    ExpectationChecker(Plan plan, boolean strict) {
        this.plan = plan;
        this.strict = strict;
    }

    /**
     * @param warnings all of them, those of the execution first
     * @param own those that the workflow's expectations add
     * @param failure why the instance fails; empty if it does not
     */
    record Verdict(List<Warning> warnings, List<Warning> own, Optional<String> failure) {

        /** Whether there is something to be recorded. */
        boolean matters() {
            return !own.isEmpty() || failure.isPresent();
        }

        Judgement judgement(int number) {
            return new Judgement(number, failure, own);
        }
    }

    /**
     * @param outputs plain values
     * @param warnings of the execution that gave them
     */
    Verdict judge(PlannedInstance instance, Map<String, Object> outputs, List<Warning> warnings) {
        List<Warning> own = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (Unmet unmet : plan.unmet(instance, outputs)) {
            if (unmet.severity() == Severity.WARNING) {
                own.add(new Warning(UNMET, unmet.message()));
            } else {
                errors.add(unmet.message());
            }
        }
        List<Warning> all = new ArrayList<>(warnings);
        all.addAll(own);
        if (strict && !all.isEmpty()) {
            errors.add(
                    "a strict run allows no warnings: "
                            + all.stream()
                                    .map(Warning::toString)
                                    .collect(Collectors.joining("; ")));
        }
        return new Verdict(
                List.copyOf(all),
                List.copyOf(own),
                errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors)));
    }
}
