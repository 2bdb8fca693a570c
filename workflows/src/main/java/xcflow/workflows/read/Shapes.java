package xcflow.workflows.read;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.ValueType;

/** Shapes of what the names of a workflow stand for. */
final class Shapes {
    private final Workflow workflow;
    private final Map<String, ExpressionShape> parameters = new LinkedHashMap<>();
    private final Map<String, ExpressionShape> env = new LinkedHashMap<>();
    private final ExpressionShape imports;
    private final Map<String, ExpressionShape> elements = new HashMap<>();

    Shapes(Workflow workflow) {
        this.workflow = workflow;
        workflow.parameters().forEach((name, p) -> parameters.put(name, of(p)));
        workflow.env().keySet().forEach(name -> env.put(name, ExpressionShape.TEXT));
        this.imports = ExpressionShape.of((Object) workflow.imports());
    }

    private static ExpressionShape of(Parameter parameter) {
        return switch (parameter.type()) {
            case STRING -> ExpressionShape.TEXT;
            case INT, NUMBER ->
                    new ExpressionShape.Typed(
                            new ValueType.Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
            case BOOL -> new ExpressionShape.Typed(new ValueType.Bool());
            case DURATION -> new ExpressionShape.Typed(new ValueType.Time());
            case FILE -> new ExpressionShape.Typed(new ValueType.File());
            case LIST -> new ExpressionShape.Many(ExpressionShape.UNKNOWN, Optional.empty());
            case MAP, ANY -> ExpressionShape.UNKNOWN;
        };
    }

    /** Shape of a scope such as {@code parameters}; {@code matrix} is that of a step. */
    ExpressionShape root(String name, Optional<Step> step) {
        return switch (name) {
            case "parameters" -> new ExpressionShape.Names("the parameters", parameters);
            case "env" -> new ExpressionShape.Names("the declared environment variables", env);
            case "imports" -> imports;
            case "run" ->
                    new ExpressionShape.Names(
                            "run",
                            Map.of("id", ExpressionShape.TEXT, "workflow", ExpressionShape.TEXT));
            case "attempt" ->
                    new ExpressionShape.Typed(new ValueType.Real(1, Double.POSITIVE_INFINITY));
            case "matrix" ->
                    step.flatMap(Step::matrix)
                            .map(matrix -> cell(matrix, false))
                            .orElse(ExpressionShape.UNKNOWN);
            case "outputs" ->
                    step.map(own -> ExpressionShape.outputs(own, Optional.empty()))
                            .orElseGet(this::outputs);
            default -> ExpressionShape.UNKNOWN;
        };
    }

    /** Shape of {@code steps.<id>}. */
    ExpressionShape step(String id) {
        Step step = workflow.steps().get(id);
        if (step.matrix().isEmpty()) {
            return element(step);
        }
        return new ExpressionShape.Many(element(step), Optional.of(step));
    }

    private ExpressionShape element(Step step) {
        ExpressionShape known = elements.get(step.id());
        if (known == null) {
            // A step that runs over itself is an error that is reported elsewhere.
            elements.put(step.id(), ExpressionShape.UNKNOWN);
            known = ExpressionShape.outputs(step, step.matrix().map(matrix -> cell(matrix, true)));
            elements.put(step.id(), known);
        }
        return known;
    }

    private ExpressionShape cell(Matrix matrix, boolean labels) {
        Map<String, ExpressionShape> axes = new LinkedHashMap<>();
        matrix.names().forEach(name -> axes.put(name, ExpressionShape.UNKNOWN));
        matrix.axes().forEach((name, axis) -> axes.put(name, value(axis, labels)));
        if (!matrix.include().isEmpty()) {
            matrix.axes().keySet().forEach(name -> axes.put(name, ExpressionShape.UNKNOWN));
        }
        return new ExpressionShape.Names("the matrix", axes);
    }

    private ExpressionShape value(ValueTemplate axis, boolean labels) {
        String id = ScopePath.wholeStep(axis);
        Step upstream = id == null ? null : workflow.steps().get(id);
        if (upstream != null && upstream.matrix().isPresent()) {
            return labels ? labels(upstream) : element(upstream);
        }
        if (axis instanceof ValueTemplate.Constant constant
                && constant.value() instanceof List<?>) {
            return ((ExpressionShape.Many) ExpressionShape.of(constant.value())).element();
        }
        return ExpressionShape.UNKNOWN;
    }

    private ExpressionShape labels(Step upstream) {
        return element(upstream) instanceof ExpressionShape.Names names
                ? names.members().getOrDefault("matrix", ExpressionShape.UNKNOWN)
                : ExpressionShape.UNKNOWN;
    }

    /** Outputs of the workflow, each of which may be anything. */
    private ExpressionShape outputs() {
        Map<String, ExpressionShape> all = new LinkedHashMap<>();
        workflow.outputs().keySet().forEach(name -> all.put(name, ExpressionShape.UNKNOWN));
        return new ExpressionShape.Names("the outputs of the workflow", all);
    }

    /** Names of all steps. */
    List<String> steps() {
        return List.copyOf(workflow.steps().keySet());
    }
}
