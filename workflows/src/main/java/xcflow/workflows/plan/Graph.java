package xcflow.workflows.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.model.Step;

/** The steps with their dependencies, found without evaluating anything. */
final class Graph {
    private final Map<String, PlannedStep> steps = new LinkedHashMap<>();

    Graph(Collection<Step> declared) {
        declared.forEach(step -> steps.put(step.id(), new PlannedStep(step)));
        steps.values().forEach(this::connect);
    }

    /** The steps by name, in the order of the file. */
    Map<String, PlannedStep> steps() {
        return steps;
    }

    private void connect(PlannedStep node) {
        Step step = node.step();
        step.matrix().ifPresent(matrix -> connect(node, matrix));
        step.needs().forEach(id -> node.needed.add(steps.get(id)));
        Consumer<ValueTemplate> read =
                template ->
                        forEachStep(
                                template,
                                id -> {
                                    node.needed.add(steps.get(id));
                                    node.read.add(steps.get(id));
                                });
        step.with().values().forEach(read);
        step.when().ifPresent(read);
        step.settings().values().forEach(read);
        node.needed.forEach(other -> other.neededBy.add(node));
        node.shapedBy.forEach(other -> other.shapes.add(node));
        for (PlannedStep other : node.axisSteps) {
            if (other != null) {
                other.shapes.add(node);
            }
        }
    }

    private void connect(PlannedStep node, Matrix matrix) {
        int i = 0;
        for (ValueTemplate axis : matrix.axes().values()) {
            String whole = ScopePath.wholeStep(axis);
            if (whole != null && steps.get(whole).step().matrix().isPresent()) {
                node.axisSteps[i] = steps.get(whole);
            } else {
                forEachStep(axis, id -> node.shapedBy.add(steps.get(id)));
            }
            i++;
        }
        matrix.include().forEach(t -> forEachStep(t, id -> node.shapedBy.add(steps.get(id))));
        matrix.exclude().forEach(t -> forEachStep(t, id -> node.shapedBy.add(steps.get(id))));
    }

    static void forEachStep(ValueTemplate template, Consumer<String> visitor) {
        template.forEachExpression(
                expression -> {
                    for (ScopePath reference : ScopePath.in(expression)) {
                        if (reference.root().equals("steps") && !reference.names().isEmpty()) {
                            visitor.accept(reference.names().get(0));
                        }
                    }
                });
    }

    /** The steps such that each comes after those that it depends on. */
    List<PlannedStep> ordered() {
        Map<String, Integer> missing = new HashMap<>();
        Map<String, List<PlannedStep>> followers = new HashMap<>();
        Deque<PlannedStep> free = new ArrayDeque<>();
        for (PlannedStep step : steps.values()) {
            var dependencies = step.dependencies();
            missing.put(step.step().id(), dependencies.size());
            dependencies.forEach(
                    id -> followers.computeIfAbsent(id, k -> new ArrayList<>()).add(step));
            if (dependencies.isEmpty()) {
                free.add(step);
            }
        }
        List<PlannedStep> ordered = new ArrayList<>(steps.size());
        while (!free.isEmpty()) {
            PlannedStep step = free.remove();
            ordered.add(step);
            for (PlannedStep follower : followers.getOrDefault(step.step().id(), List.of())) {
                if (missing.merge(follower.step().id(), -1, Integer::sum) == 0) {
                    free.add(follower);
                }
            }
        }
        return ordered;
    }
}
