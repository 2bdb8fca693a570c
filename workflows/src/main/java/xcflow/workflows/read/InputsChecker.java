package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import xcflow.workflows.expression.Ast;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.Conform;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.ValuePath;
import xcflow.workflows.schema.ValueType;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/**
 * Checks the inputs of steps as far as they are known: against the types that the task declares,
 * and then by the task itself. Inputs that are constants of the step's matrix are known too.
 */
final class InputsChecker {
    private final KnownFiles files;
    private final Problems problems;
    private final Function<ValueTemplate, Object> known;

    /**
     * @param known the value of a template, with {@link Pending} where it is not known
     */
    InputsChecker(KnownFiles files, Problems problems, Function<ValueTemplate, Object> known) {
        this.files = files;
        this.problems = problems;
        this.known = known;
    }

    KnownFiles files() {
        return files;
    }

    /**
     * @param node of the step; null if it is not in the file
     * @param shapes of the inputs that are expressions
     */
    void check(Step step, Node node, Map<String, ExpressionShape> shapes) {
        Map<String, Object> given = new LinkedHashMap<>();
        step.with().forEach((name, template) -> given.put(name, known.apply(template)));
        Node with = Beside.node(node);
        files.use(step.task().functionals());
        int before = problems.list().size();
        Map<String, Object> canonical =
                new Conform(files, (path, message) -> report(step, with, path, message))
                        .record(step.task().inputs(), given);
        if (problems.list().size() > before) {
            return;
        }
        ask(
                step,
                new Foreseen(
                        canonical,
                        shapes,
                        files,
                        goesOn(step),
                        (path, message) ->
                                problems.add(inside(with, step.withPosition(), path), message)));
        step.matrix().ifPresent(matrix -> cells(step, matrix, child(node, "matrix")));
    }

    private void report(Step step, Node with, ValuePath path, String message) {
        List<Object> keys = path.keys();
        Position position = inside(with, step.withPosition(), keys);
        // A key that should not be there is itself the culprit.
        boolean unknown =
                !keys.isEmpty() && step.task().inputs().field((String) keys.get(0)).isEmpty();
        if (unknown && with instanceof Node.Mapping mapping) {
            position = mapping.entries().get(keys.get(0)).key().position();
        }
        problems.add(
                position,
                keys.isEmpty() ? message + " of the task " + step.task().name() : message);
    }

    private boolean goesOn(Step step) {
        ValueTemplate onFailure = step.settings().get(SettingName.ON_FAILURE);
        return onFailure != null && "continue".equals(known.apply(onFailure));
    }

    private static void ask(Step step, Foreseen foreseen) {
        step.task().task().check(foreseen);
    }

    /** Inputs that are an axis of the matrix: each of the axis' constants is looked at. */
    private void cells(Step step, Matrix matrix, Node node) {
        if (!matrix.exclude().isEmpty()) {
            return;
        }
        cells(step, step.task().inputs(), step.with(), List.of(), matrix, node);
    }

    /** The same of the components of a map among the inputs. */
    private void cells(
            Step step,
            RecordType type,
            Map<String, ValueTemplate> with,
            List<String> outer,
            Matrix matrix,
            Node node) {
        with.forEach(
                (name, template) -> {
                    Field field = type.field(name).orElse(null);
                    String axis = axis(template);
                    if (field != null
                            && template instanceof ValueTemplate.MapOf map
                            && field.type() instanceof ValueType.Nested nested) {
                        List<String> path = new ArrayList<>(outer);
                        path.add(name);
                        cells(step, nested.type(), map.values(), path, matrix, node);
                    } else if (field != null
                            && axis != null
                            && matrix.axes().containsKey(axis)
                            && known.apply(matrix.axes().get(axis)) instanceof List<?> values) {
                        cells(step, field, outer, values, child(node, axis));
                    }
                });
    }

    /** The name in {@code matrix.name}, or null if the template is something else. */
    private static String axis(ValueTemplate template) {
        return template instanceof ValueTemplate.Whole whole
                        && whole.expression().tree() instanceof Ast.Select select
                        && select.operand() instanceof Ast.Name root
                        && root.name().equals("matrix")
                ? select.name()
                : null;
    }

    private void cells(Step step, Field field, List<String> outer, List<?> values, Node axis) {
        for (int i = 0; i < values.size(); i++) {
            Node element =
                    axis instanceof Node.Sequence list && i < list.elements().size()
                            ? list.elements().get(i)
                            : axis;
            if (element == null) {
                continue;
            }
            BiConsumer<List<Object>, String> report =
                    (path, message) ->
                            problems.add(inside(element, element.position(), path), message);
            int before = problems.list().size();
            if (values.get(i) == null || values.get(i) == Pending.VALUE) {
                continue;
            }
            Object canonical =
                    new Conform(
                                    files,
                                    (path, message) ->
                                            report.accept(
                                                    path.keys(), field.name() + ": " + message))
                            .value(field.type(), values.get(i));
            if (problems.list().size() == before) {
                ask(
                        step,
                        new Foreseen(
                                within(outer, field.name(), canonical),
                                Map.of(),
                                files,
                                goesOn(step),
                                (path, message) -> {
                                    if (!path.isEmpty()) {
                                        report.accept(path.subList(1, path.size()), message);
                                    }
                                }));
            }
        }
    }

    /** An input that is known alone, inside of the maps that it belongs to. */
    private static Map<String, Object> within(List<String> outer, String name, Object value) {
        Map<String, Object> known = Map.of(name, value);
        for (int i = outer.size() - 1; i >= 0; i--) {
            known = Map.of(outer.get(i), known);
        }
        return known;
    }

    static Node child(Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.get(key).orElse(null) : null;
    }

    /** Place of a value inside a node, or of the last one on the way to it that is there. */
    private static Position inside(Node start, Position otherwise, List<Object> path) {
        Position position = otherwise;
        Node node = start;
        for (Object key : path) {
            if (node instanceof Node.Mapping mapping && mapping.entries().containsKey(key)) {
                node = mapping.entries().get(key).value();
            } else if (node instanceof Node.Sequence list
                    && key instanceof Integer index
                    && index < list.elements().size()) {
                node = list.elements().get(index);
            } else {
                return position;
            }
            position = node.position();
        }
        return position;
    }
}
