package xcflow.workflows.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.Problem;
import xcflow.workflows.text.Problems;

/**
 * A workflow's outputs as far as they can be had.
 *
 * @param values by name, those that have a value
 * @param problems why the others have none
 */
public record Outputs(Map<String, Object> values, List<Problem> problems) {

    static Outputs of(Workflow workflow, Map<String, PlannedStep> steps, PlanScope scope) {
        Evaluation evaluation = new Evaluation(steps, scope);
        workflow.outputs().forEach(evaluation::add);
        return new Outputs(evaluation.values, evaluation.problems.list());
    }

    private static final class Evaluation {
        private final Map<String, PlannedStep> steps;
        private final PlanScope scope;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Problems problems = new Problems();

        Evaluation(Map<String, PlannedStep> steps, PlanScope scope) {
            this.steps = steps;
            this.scope = scope;
        }

        void add(String name, ValueTemplate template) {
            if (isLeftOut(template)) {
                return;
            }
            List<Problem> own = new ArrayList<>();
            if (!template.asksForPresence()) {
                Graph.forEachStep(template, id -> missing(name, template, id, own));
            }
            Object value = own.isEmpty() ? template.evaluate(scope, own::add) : null;
            if (own.isEmpty()) {
                values.put(name, value);
            }
            problems.addAll(own);
        }

        private boolean isLeftOut(ValueTemplate template) {
            AtomicBoolean leftOut = new AtomicBoolean();
            Graph.forEachStep(template, id -> leftOut.compareAndSet(false, !steps.containsKey(id)));
            return leftOut.get();
        }

        private void missing(String name, ValueTemplate template, String id, List<Problem> own) {
            PlannedStep step = steps.get(id);
            Availability needed =
                    step.step().matrix().isPresent() ? Availability.ABSENT : Availability.PRESENT;
            if (!step.over || step.availability.compareTo(needed) > 0) {
                own.add(
                        new Problem(
                                template.position(),
                                String.format(
                                        Locale.ROOT,
                                        "output '%s' is missing, because %s has no result",
                                        name,
                                        id)));
            }
        }
    }
}
