package xcflow.workflows.plan;

import java.util.Map;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.NamedAmounts;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;

/** Values of a plan that are no inputs: what an attempt needs, and texts about the run. */
public final class PlanValues {
    private PlanValues() {}

    /**
     * How much of named resources an attempt of an instance needs.
     *
     * @param instance as for {@link Plan#inputs}
     * @param attempt its number, from 1
     * @throws InvalidInputException if an expression has no value or a value does not fit
     */
    public static Map<String, Integer> named(Plan plan, PlannedInstance instance, int attempt)
            throws InvalidInputException {
        ValueTemplate template = instance.step().settings().get(SettingName.NAMED);
        if (template == null) {
            return Map.of();
        }
        Object value = value(template, plan.scope().with(instance).attempt(attempt));
        try {
            return NamedAmounts.of(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(template.position(), "named: " + e.getMessage());
        }
    }

    /**
     * A text that does not belong to a step, such as the target of a notification; it may contain
     * placeholders of secrets.
     *
     * @throws InvalidInputException if an expression has no value
     */
    public static String text(Plan plan, ValueTemplate template) throws InvalidInputException {
        return String.valueOf(value(template, plan.scope()));
    }

    private static Object value(ValueTemplate template, PlanScope scope)
            throws InvalidInputException {
        Problems problems = new Problems();
        Object value = template.evaluate(scope, p -> problems.add(p.position(), p.message()));
        problems.throwIfAny();
        return value;
    }
}
