package xcflow.workflows.read;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.Reference;
import xcflow.workflows.expression.Template;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.ValueType;

/** Shapes of what the names of a workflow stand for. */
final class Shapes {
    private final Workflow workflow;
    private final Map<String, Shape> parameters = new LinkedHashMap<>();
    private final Map<String, Shape> env = new LinkedHashMap<>();
    private final Shape imports;
    private final Map<String, Shape> elements = new HashMap<>();

    Shapes(Workflow workflow) {
        this.workflow = workflow;
        workflow.parameters().forEach((name, p) -> parameters.put(name, of(p)));
        workflow.env().keySet().forEach(name -> env.put(name, Shape.TEXT));
        this.imports = Shape.of((Object) workflow.imports());
    }

    private static Shape of(Parameter parameter) {
        return switch (parameter.type()) {
            case STRING -> Shape.TEXT;
            case INT, NUMBER ->
                    new Shape.Typed(
                            new ValueType.Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
            case BOOL -> new Shape.Typed(new ValueType.Bool());
            case DURATION -> new Shape.Typed(new ValueType.Time());
            case FILE -> new Shape.Typed(new ValueType.File());
            case LIST -> new Shape.Many(Shape.UNKNOWN, Optional.empty());
            case MAP, ANY -> Shape.UNKNOWN;
        };
    }

    /** Shape of a scope such as {@code parameters}; {@code matrix} is that of a step. */
    Shape root(String name, Optional<Step> step) {
        return switch (name) {
            case "parameters" -> new Shape.Names("the parameters", parameters);
            case "env" -> new Shape.Names("the declared environment variables", env);
            case "imports" -> imports;
            case "run" -> new Shape.Names("run", Map.of("id", Shape.TEXT, "workflow", Shape.TEXT));
            case "matrix" ->
                    step.flatMap(Step::matrix)
                            .map(matrix -> cell(matrix, false))
                            .orElse(Shape.UNKNOWN);
            case "outputs" ->
                    step.map(own -> Shape.outputs(own, Optional.empty())).orElse(Shape.UNKNOWN);
            default -> Shape.UNKNOWN;
        };
    }

    /** Shape of {@code steps.<id>}. */
    Shape step(String id) {
        Step step = workflow.steps().get(id);
        if (step.matrix().isEmpty()) {
            return element(step);
        }
        return new Shape.Many(element(step), Optional.of(step));
    }

    private Shape element(Step step) {
        Shape known = elements.get(step.id());
        if (known == null) {
            // A step that runs over itself is an error that is reported elsewhere.
            elements.put(step.id(), Shape.UNKNOWN);
            known = Shape.outputs(step, step.matrix().map(matrix -> cell(matrix, true)));
            elements.put(step.id(), known);
        }
        return known;
    }

    private Shape cell(Matrix matrix, boolean labels) {
        Map<String, Shape> axes = new LinkedHashMap<>();
        matrix.names().forEach(name -> axes.put(name, Shape.UNKNOWN));
        matrix.axes().forEach((name, axis) -> axes.put(name, value(axis, labels)));
        if (!matrix.include().isEmpty()) {
            matrix.axes().keySet().forEach(name -> axes.put(name, Shape.UNKNOWN));
        }
        return new Shape.Names("the matrix", axes);
    }

    private Shape value(Template axis, boolean labels) {
        String id = Reference.wholeStep(axis);
        Step upstream = id == null ? null : workflow.steps().get(id);
        if (upstream != null && upstream.matrix().isPresent()) {
            return labels ? labels(upstream) : element(upstream);
        }
        if (axis instanceof Template.Constant constant && constant.value() instanceof List<?>) {
            return ((Shape.Many) Shape.of(constant.value())).element();
        }
        return Shape.UNKNOWN;
    }

    private Shape labels(Step upstream) {
        return element(upstream) instanceof Shape.Names names
                ? names.members().getOrDefault("matrix", Shape.UNKNOWN)
                : Shape.UNKNOWN;
    }

    /** Names of all steps. */
    List<String> steps() {
        return List.copyOf(workflow.steps().keySet());
    }
}
