package xcflow.workflows.plan;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import xcflow.workflows.expression.Scope;

/** What expressions see: the values of the run, the finished steps, and an instance's cell. */
final class PlanScope implements Scope {
    private final Map<String, Map<String, ?>> common;
    private final Map<String, Object> steps;
    private final PlannedInstance instance;
    private final Map<String, Object> outputs;
    private final Long attempt;

    private PlanScope(
            Map<String, Map<String, ?>> common,
            Map<String, Object> steps,
            PlannedInstance instance,
            Map<String, Object> outputs,
            Long attempt) {
        this.common = common;
        this.steps = steps;
        this.instance = instance;
        this.outputs = outputs;
        this.attempt = attempt;
    }

    /**
     * @param common values of {@code parameters}, {@code env}, {@code imports} and {@code run}
     */
    static PlanScope of(Map<String, Map<String, ?>> common, Map<String, PlannedStep> steps) {
        return new PlanScope(common, new FinishedSteps(steps), null, null, null);
    }

    /** The same with the cell of an instance as {@code matrix}. */
    PlanScope with(PlannedInstance cell) {
        return new PlanScope(common, steps, cell, null, null);
    }

    /** The same with the results of the instance as {@code outputs}. */
    PlanScope with(Map<String, Object> results) {
        return new PlanScope(common, steps, instance, results, null);
    }

    /** The same with the number of an attempt, from 1. */
    PlanScope attempt(int number) {
        return new PlanScope(common, steps, instance, outputs, (long) number);
    }

    @Override
    public Object value(String root) {
        return root.equals("attempt") ? attempt : values(root);
    }

    @Override
    public Map<String, ?> values(String root) {
        if (root.equals("steps")) {
            return steps;
        } else if (root.equals("outputs")) {
            return outputs;
        } else if (root.equals("matrix")) {
            return instance == null ? null : matrix();
        }
        return common.get(root);
    }

    private Map<String, Object> matrix() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < instance.cell.length; i++) {
            Object value = instance.cell[i];
            values.put(
                    instance.plannedStep().axisNames().get(i),
                    value instanceof PlannedInstance upstream ? upstream.element() : value);
        }
        return values;
    }

    /** The steps by name; looking one up that is not over is a mistake of the caller. */
    private static final class FinishedSteps extends AbstractMap<String, Object> {
        private final Map<String, PlannedStep> steps;

        FinishedSteps(Map<String, PlannedStep> steps) {
            this.steps = steps;
        }

        @Override
        public Object get(Object id) {
            PlannedStep step = steps.get(id);
            return step == null ? null : step.value();
        }

        @Override
        public boolean containsKey(Object id) {
            return steps.containsKey(id);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            steps.forEach((id, step) -> all.put(id, step.value()));
            return all.entrySet();
        }
    }
}
