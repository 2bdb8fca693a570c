package xcflow.workflows.plan;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;

/** Makes plans. */
public final class Planner {
    private Planner() {}

    /** A plan of the whole workflow. */
    public static Plan plan(Workflow workflow, Map<String, Object> parameters, RunFacts facts)
            throws InvalidInputException {
        return plan(workflow, parameters, facts, Optional.empty());
    }

    /**
     * A plan.
     *
     * @param parameters a value for each parameter, as {@code ParameterValues} gives them
     * @param until only this step and what it depends on; empty: everything
     * @throws InvalidInputException if there is no such step or an environment variable is not set
     */
    public static Plan plan(
            Workflow workflow,
            Map<String, Object> parameters,
            RunFacts facts,
            Optional<String> until)
            throws InvalidInputException {
        Graph graph = new Graph(workflow.steps().values());
        if (until.isPresent()) {
            graph = new Graph(ancestors(graph, until.get()));
        }
        Map<String, Object> values = withFiles(workflow, parameters, facts);
        Map<String, Map<String, ?>> common = new LinkedHashMap<>();
        common.put("parameters", values);
        common.put("imports", workflow.imports());
        common.put("env", environment(workflow, facts));
        common.put("run", Map.of("id", facts.id(), "workflow", workflow.name()));
        return new Plan(workflow, values, facts, common, graph);
    }

    /** The parameters with artefacts in the place of paths. */
    private static Map<String, Object> withFiles(
            Workflow workflow, Map<String, Object> parameters, RunFacts facts)
            throws InvalidInputException {
        Map<String, Object> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        ProjectFiles files = new ProjectFiles(workflow.root(), workflow.directory());
        for (Parameter parameter : workflow.parameters().values()) {
            Object value = parameters.get(parameter.name());
            if (parameter.type() == Parameter.Type.FILE && value instanceof String path) {
                try {
                    value = facts.files().store(files.find(path));
                } catch (IOException e) {
                    problems.add(
                            parameter.position(),
                            "parameter '" + parameter.name() + "': " + e.getMessage());
                }
            }
            values.put(parameter.name(), value);
        }
        problems.throwIfAny();
        return values;
    }

    private static Collection<Step> ancestors(Graph graph, String until)
            throws InvalidInputException {
        if (!graph.steps().containsKey(until)) {
            throw new InvalidInputException(
                    Position.of("--until"),
                    String.format(
                            Locale.ROOT,
                            "there is no step '%s'%s",
                            until,
                            Suggestion.forName(until, graph.steps().keySet())));
        }
        Set<String> wanted = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(until);
        while (!open.isEmpty()) {
            String id = open.remove();
            if (wanted.add(id)) {
                open.addAll(graph.steps().get(id).dependencies());
            }
        }
        Collection<Step> steps = new ArrayList<>();
        graph.steps()
                .forEach(
                        (id, step) -> {
                            if (wanted.contains(id)) {
                                steps.add(step.step());
                            }
                        });
        return steps;
    }

    private static Map<String, String> environment(Workflow workflow, RunFacts facts)
            throws InvalidInputException {
        Map<String, String> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        workflow.env()
                .forEach(
                        (name, variable) -> {
                            String value = facts.environment().get(name);
                            if (value == null && variable.defaultValue().isEmpty()) {
                                problems.add(
                                        variable.position(),
                                        "the environment variable " + name + " is not set");
                            }
                            values.put(
                                    name,
                                    value != null ? value : variable.defaultValue().orElse(""));
                        });
        problems.throwIfAny();
        return values;
    }
}
