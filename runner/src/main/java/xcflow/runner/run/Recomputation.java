package xcflow.runner.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.workflows.plan.InstanceSelection;
import xcflow.workflows.plan.Outline;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.plan.PlannedStep;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Suggestion;

/**
 * Instances that a run computes although their results may be known. The new results take the place
 * of the old ones for later runs; if they are the same, nothing that depends on them is computed
 * again.
 */
public record Recomputation(List<InstanceSelection> selections) {

    /** What is known is used. */
    public static final Recomputation NONE = new Recomputation(List.of());

    private static final String OPTION = "--recompute";

    /**
     * Reads selections such as {@code clone} or {@code clone[seed=1]}.
     *
     * @throws InvalidInputException if one is not written as it should be
     */
    public static Recomputation of(List<String> texts) throws InvalidInputException {
        List<InstanceSelection> selections = new ArrayList<>();
        for (String text : texts) {
            selections.add(InstanceSelection.parse(text, OPTION));
        }
        return new Recomputation(List.copyOf(selections));
    }

    /**
     * As {@link #of(List)}.
     *
     * @throws InvalidInputException also if a step is none of those that are to run
     */
    static Recomputation of(List<String> texts, Outline outline) throws InvalidInputException {
        Recomputation all = of(texts);
        for (InstanceSelection selection : all.selections) {
            if (outline.steps().stream()
                    .noneMatch(id -> InstanceSelection.names(selection.step(), id))) {
                throw new InvalidInputException(
                        Position.of(OPTION),
                        String.format(
                                Locale.ROOT,
                                "there is no step '%s' to run%s",
                                selection.step(),
                                Suggestion.forName(selection.step(), outline.steps())));
            }
        }
        return all;
    }

    /**
     * Refuses selections that choose nothing, as far as the instances are known.
     *
     * @throws InvalidInputException if one does
     */
    public void check(Plan plan) throws InvalidInputException {
        for (InstanceSelection selection : selections) {
            PlannedStep step = plan.step(selection.step()).orElse(null);
            boolean known = step != null && step.isExpanded() && !step.instances().isEmpty();
            if (known && step.instances().stream().noneMatch(each -> matches(selection, each))) {
                throw new InvalidInputException(
                        Position.of(OPTION),
                        String.format(
                                Locale.ROOT,
                                "there is no instance %s; the first of the step is %s",
                                selection,
                                step.instances().get(0).label()));
            }
        }
    }

    boolean includes(PlannedInstance instance) {
        return selections.stream().anyMatch(selection -> matches(selection, instance));
    }

    private static boolean matches(InstanceSelection selection, PlannedInstance instance) {
        return selection.matches(instance.step().id(), instance.labels());
    }
}
