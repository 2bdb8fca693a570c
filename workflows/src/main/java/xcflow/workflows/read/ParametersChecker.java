package xcflow.workflows.read;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import xcflow.workflows.expression.Scope;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.YamlReader;

/**
 * Checks the inputs of steps once the values of the parameters are known, before a run begins: what
 * depends on parameters, imports and the environment only is then as good as a constant.
 */
public final class ParametersChecker {
    private static final Set<String> KNOWN = Set.of("parameters", "imports", "env");

    private final Scope scope;

    private ParametersChecker(Scope scope) {
        this.scope = scope;
    }

    /**
     * @param parameters the values, in which files are paths
     * @param environment values of the variables that the workflow declares
     * @param steps names of the steps that are to run
     * @throws InvalidInputException with everything that cannot succeed
     */
    public static void check(
            Workflow workflow,
            Map<String, Object> parameters,
            Map<String, String> environment,
            Set<String> steps)
            throws InvalidInputException {
        KnownFiles files = new KnownFiles(new ProjectFiles(workflow.root(), workflow.directory()));
        Map<String, Object> values = values(workflow, parameters, files);
        ParametersChecker known =
                new ParametersChecker(
                        root ->
                                switch (root) {
                                    case "parameters" -> values;
                                    case "imports" -> workflow.imports();
                                    case "env" -> environment;
                                    default -> null;
                                });
        Problems problems = new Problems();
        InputsChecker inputs = new InputsChecker(files, problems, known::value);
        var source = workflow.sources().get(0);
        Node root = YamlReader.read(source.text(), source.name());
        for (Step step : workflow.steps().values()) {
            if (steps.contains(step.id()) && step.task() != null && known.certain(step)) {
                Node node = InputsChecker.child(InputsChecker.child(root, "steps"), step.id());
                inputs.check(step, node, Map.of());
            }
        }
        problems.throwIfAny();
    }

    private static Map<String, Object> values(
            Workflow workflow, Map<String, Object> parameters, KnownFiles files) {
        Map<String, Object> values = new LinkedHashMap<>(parameters);
        for (Parameter parameter : workflow.parameters().values()) {
            if (parameter.type() == Parameter.Type.FILE
                    && values.get(parameter.name()) instanceof String path) {
                try {
                    values.put(parameter.name(), files.find(path));
                } catch (IOException e) {
                    // The plan reports it with the parameter.
                    values.put(parameter.name(), Pending.VALUE);
                }
            }
        }
        return values;
    }

    /** Whether the step will run, as far as its condition says. */
    private boolean certain(Step step) {
        return step.when().isEmpty() || Boolean.TRUE.equals(value(step.when().get()));
    }

    private Object value(ValueTemplate template) {
        if (template instanceof ValueTemplate.ListOf list) {
            return list.elements().stream().map(this::value).toList();
        } else if (template instanceof ValueTemplate.MapOf map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.values().forEach((name, value) -> values.put(name, value(value)));
            return values;
        }
        AtomicBoolean known = new AtomicBoolean(true);
        template.forEachExpression(
                e -> {
                    for (ScopePath reference : ScopePath.in(e)) {
                        known.compareAndSet(true, KNOWN.contains(reference.root()));
                    }
                });
        if (!known.get()) {
            return Pending.VALUE;
        }
        Object value = template.evaluate(scope, problem -> known.set(false));
        return known.get() && value != null ? value : nothing(template, known.get());
    }

    /** An expression without a value is reported by the plan; a value that is null is one. */
    private static Object nothing(ValueTemplate template, boolean evaluated) {
        return evaluated && template.isConstant() ? null : Pending.VALUE;
    }
}
