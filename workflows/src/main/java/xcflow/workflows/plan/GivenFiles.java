package xcflow.workflows.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import xcflow.workflows.expression.EvaluationException;
import xcflow.workflows.expression.Expression;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.schema.Conform;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.schema.ValueType;

/**
 * Looks up every file whose path is known before anything runs, so that what the user changes
 * during the run has no influence on it. Only paths that come from the result of a step are left
 * for later. What is wrong with a value is not told here but when its instance is prepared.
 */
final class GivenFiles {
    private final PlanScope scope;
    private final Conform conform;

    GivenFiles(PlanScope scope, FileLookup lookup) {
        this.scope = scope;
        this.conform = new Conform(lookup, (path, message) -> {});
    }

    void lookUp(PlannedStep step) {
        for (Field field : step.step().task().inputs().fields()) {
            ValueTemplate template = step.step().with().get(field.name());
            if (template == null || !holdsFiles(field.type())) {
                continue;
            }
            conform.value(field.type(), value(template, scope, r -> !r.root().equals("matrix")));
            List<ScopePath> cells = new ArrayList<>();
            template.forEachExpression(
                    expression ->
                            ScopePath.in(expression).stream()
                                    .filter(reference -> reference.root().equals("matrix"))
                                    .forEach(cells::add));
            for (PlannedInstance instance :
                    cells.isEmpty() ? List.<PlannedInstance>of() : step.instances) {
                if (cells.stream().anyMatch(reference -> known(reference, instance))) {
                    lookUp(field, template, instance);
                }
            }
        }
    }

    private void lookUp(Field field, ValueTemplate template, PlannedInstance instance) {
        conform.value(
                field.type(),
                value(template, scope.with(instance), reference -> known(reference, instance)));
    }

    /** Whether a reference leads to something that is known; axes over a step's results are not. */
    private static boolean known(ScopePath reference, PlannedInstance instance) {
        if (!reference.root().equals("matrix")) {
            return true;
        }
        if (reference.names().isEmpty()) {
            return false;
        }
        int axis = instance.plannedStep().axisNames().indexOf(reference.names().get(0));
        return axis >= 0 && !(instance.cell[axis] instanceof PlannedInstance);
    }

    private static boolean holdsFiles(ValueType type) {
        if (type instanceof ValueType.ListOf list) {
            return holdsFiles(list.element());
        } else if (type instanceof ValueType.MapOf map) {
            return holdsFiles(map.value());
        } else if (type instanceof ValueType.Nested nested) {
            return nested.type().fields().stream().anyMatch(f -> holdsFiles(f.type()));
        }
        return type instanceof ValueType.File || type instanceof ValueType.NameOrFile;
    }

    private static boolean refersTo(ValueTemplate template, Predicate<ScopePath> which) {
        boolean[] found = new boolean[1];
        template.forEachExpression(
                expression -> found[0] |= ScopePath.in(expression).stream().anyMatch(which));
        return found[0];
    }

    /** The value as far as it is known, {@link Pending} in the place of the rest. */
    private static Object value(
            ValueTemplate template, PlanScope scope, Predicate<ScopePath> known) {
        if (template instanceof ValueTemplate.ListOf list) {
            List<Object> values = new ArrayList<>();
            list.elements().forEach(element -> values.add(value(element, scope, known)));
            return values;
        } else if (template instanceof ValueTemplate.MapOf map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.values().forEach((name, inner) -> values.put(name, value(inner, scope, known)));
            return values;
        } else if (refersTo(template, r -> r.root().equals("steps") || !known.test(r))) {
            return Pending.VALUE;
        } else if (template instanceof ValueTemplate.Whole whole) {
            return value(whole.expression(), scope);
        }
        List<Object> problems = new ArrayList<>();
        Object value = template.evaluate(scope, problems::add);
        return problems.isEmpty() ? value : Pending.VALUE;
    }

    private static Object value(Expression expression, PlanScope scope) {
        try {
            return expression.evaluate(scope);
        } catch (EvaluationException e) {
            return Pending.VALUE;
        }
    }
}
