package xcflow.workflows.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;

/** Finds steps, and defaults of parameters, that wait for each other. */
final class Cycles {
    private final Problems problems;

    Cycles(Problems problems) {
        this.problems = problems;
    }

    void check(Workflow workflow) {
        Map<String, Map<String, Position>> steps = new LinkedHashMap<>();
        workflow.steps().forEach((id, step) -> steps.put(id, dependencies(step)));
        report(steps, "these steps wait for each other: ");

        Map<String, Map<String, Position>> parameters = new LinkedHashMap<>();
        workflow.parameters()
                .forEach(
                        (name, parameter) -> {
                            Map<String, Position> used = new LinkedHashMap<>();
                            parameter
                                    .defaultValue()
                                    .ifPresent(t -> references(t, "parameters", used::putIfAbsent));
                            parameters.put(name, used);
                        });
        report(parameters, "the defaults of these parameters need each other: ");
    }

    private static Map<String, Position> dependencies(Step step) {
        Map<String, Position> used = new LinkedHashMap<>();
        BiConsumer<String, Position> add = used::putIfAbsent;
        step.forEachTemplate(t -> references(t, "steps", add));
        step.needs().forEach(id -> add.accept(id, step.position()));
        return used;
    }

    private static void references(
            ValueTemplate template, String root, BiConsumer<String, Position> visitor) {
        template.forEachExpression(
                expression -> {
                    for (ScopePath reference : ScopePath.in(expression)) {
                        if (reference.root().equals(root) && !reference.names().isEmpty()) {
                            visitor.accept(
                                    reference.names().get(0), expression.position(reference.at()));
                        }
                    }
                });
    }

    /**
     * Takes away what waits for nothing, again and again; what remains is on a cycle or behind one.
     */
    private void report(Map<String, Map<String, Position>> graph, String message) {
        graph.values().forEach(used -> used.keySet().retainAll(graph.keySet()));
        Map<String, Map<String, Position>> rest = new LinkedHashMap<>(graph);
        removeFree(rest);
        while (!rest.isEmpty()) {
            List<String> cycle = cycle(rest);
            String first = cycle.get(0);
            Position position = rest.get(first).get(cycle.get(1));
            problems.add(position, message + String.join(" -> ", cycle));
            cycle.forEach(rest::remove);
            rest.values().forEach(used -> cycle.forEach(used::remove));
            removeFree(rest);
        }
    }

    private static void removeFree(Map<String, Map<String, Position>> graph) {
        Map<String, Integer> missing = new LinkedHashMap<>();
        Map<String, List<String>> followers = new LinkedHashMap<>();
        Deque<String> free = new ArrayDeque<>();
        graph.forEach(
                (name, used) -> {
                    missing.put(name, used.size());
                    used.keySet()
                            .forEach(
                                    u ->
                                            followers
                                                    .computeIfAbsent(u, k -> new ArrayList<>())
                                                    .add(name));
                    if (used.isEmpty()) {
                        free.add(name);
                    }
                });
        while (!free.isEmpty()) {
            String name = free.remove();
            graph.remove(name);
            for (String follower : followers.getOrDefault(name, List.of())) {
                if (missing.merge(follower, -1, Integer::sum) == 0) {
                    free.add(follower);
                }
            }
        }
        graph.values().forEach(used -> used.keySet().retainAll(graph.keySet()));
    }

    /** A cycle, its first name repeated at the end, beginning with the one first in the file. */
    private static List<String> cycle(Map<String, Map<String, Position>> graph) {
        Set<String> path = new LinkedHashSet<>();
        String name = graph.keySet().iterator().next();
        while (path.add(name)) {
            name = graph.get(name).keySet().iterator().next();
        }
        List<String> cycle = new ArrayList<>(path);
        cycle = cycle.subList(cycle.indexOf(name), cycle.size());
        for (String first : graph.keySet()) {
            int at = cycle.indexOf(first);
            if (at >= 0) {
                List<String> turned = new ArrayList<>(cycle.subList(at, cycle.size()));
                turned.addAll(cycle.subList(0, at));
                turned.add(first);
                return turned;
            }
        }
        throw new IllegalStateException("no cycle in " + graph);
    }
}
