package xcflow.workflows.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import xcflow.workflows.expression.Scope;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.text.Problem;

/** The combinations of a matrix: each an array of the axes' values. */
final class Cells {
    private static final Object[] SINGLE = {};

    /** More instances of a single step than this are taken for a mistake. */
    private static final long MOST = 5_000_000;

    private final PlannedStep step;
    private final Scope scope;
    private final Consumer<Problem> problems;
    private boolean failed;

    private Cells(PlannedStep step, Scope scope, Consumer<Problem> problems) {
        this.step = step;
        this.scope = scope;
        this.problems =
                problem -> {
                    failed = true;
                    problems.accept(problem);
                };
    }

    /** The cells in matrix order, or null if there were problems. */
    static List<Object[]> of(PlannedStep step, Scope scope, Consumer<Problem> problems) {
        if (step.step().matrix().isEmpty()) {
            return List.<Object[]>of(SINGLE);
        }
        Cells cells = new Cells(step, scope, problems);
        List<Object[]> made = cells.of(step.step().matrix().get());
        return cells.failed ? null : made;
    }

    private List<Object[]> of(Matrix matrix) {
        List<Object[]> cells = new ArrayList<>();
        if (!matrix.axes().isEmpty()) {
            List<List<?>> axes = axes(matrix);
            if (failed) {
                return cells;
            }
            product(axes, cells);
        }
        List<?> excluded = evaluate(matrix.exclude());
        if (!excluded.isEmpty()) {
            cells.removeIf(cell -> excluded.stream().anyMatch(e -> matches((Map<?, ?>) e, cell)));
        }
        for (Object included : evaluate(matrix.include())) {
            Map<?, ?> values = (Map<?, ?>) included;
            cells.add(step.axisNames().stream().map(values::get).toArray());
        }
        return cells;
    }

    private List<?> evaluate(List<ValueTemplate.MapOf> templates) {
        return templates.stream().map(t -> t.evaluate(scope, problems)).toList();
    }

    private List<List<?>> axes(Matrix matrix) {
        List<List<?>> axes = new ArrayList<>();
        long count = 1;
        for (ValueTemplate template : matrix.axes().values()) {
            PlannedStep upstream = step.axisSteps[axes.size()];
            Object value =
                    upstream != null ? upstream.instances : template.evaluate(scope, problems);
            if (value instanceof List<?> list) {
                axes.add(list);
                count = Math.min(MOST + 1, count * list.size());
            } else if (value != Pending.VALUE) {
                problems.accept(
                        new Problem(
                                template.position(),
                                "an axis of a matrix must be a list, not "
                                        + Plain.describe(value)));
            }
        }
        if (count > MOST) {
            problems.accept(
                    new Problem(matrix.position(), "the matrix has more than " + MOST + " cells"));
        }
        return axes;
    }

    private static void product(List<List<?>> axes, List<Object[]> cells) {
        int[] at = new int[axes.size()];
        if (axes.stream().anyMatch(List::isEmpty)) {
            return;
        }
        while (true) {
            Object[] cell = new Object[at.length];
            for (int i = 0; i < at.length; i++) {
                cell[i] = axes.get(i).get(at[i]);
            }
            cells.add(cell);
            int axis = at.length - 1;
            while (axis >= 0 && ++at[axis] == axes.get(axis).size()) {
                at[axis--] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    private boolean matches(Map<?, ?> pattern, Object[] cell) {
        for (Map.Entry<?, ?> entry : pattern.entrySet()) {
            Object value = cell[step.axisNames().indexOf(entry.getKey())];
            if (!contains(
                    value instanceof PlannedInstance i ? i.labels() : value, entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value is as the pattern says; maps may have more than their pattern. */
    private static boolean contains(Object value, Object pattern) {
        if (value instanceof Map<?, ?> map && pattern instanceof Map<?, ?> part) {
            return part.entrySet().stream()
                    .allMatch(
                            e ->
                                    map.containsKey(e.getKey())
                                            && contains(map.get(e.getKey()), e.getValue()));
        }
        return Plain.equal(value, pattern);
    }
}
