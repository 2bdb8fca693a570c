package xcflow.workflows.read;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.Expectation;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.ResultsDirectory;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.schema.ValueType;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/** Checks what the parts of a workflow say about each other. */
final class Checker {
    private static final Set<String> EVERYTHING =
            roots("parameters", "steps", "matrix", "run", "env", "imports");
    private static final Set<String> ATTEMPTED =
            roots("parameters", "steps", "matrix", "run", "env", "imports", "attempt");
    private static final Set<String> OUTSIDE =
            roots("parameters", "steps", "run", "env", "imports");
    private static final Set<String> AFTER =
            roots("outputs", "parameters", "matrix", "env", "imports");
    private static final Set<String> LABELS = roots("parameters", "run", "env", "imports");
    private static final Set<String> RESULTS =
            roots("outputs", "parameters", "run", "env", "imports");
    private static final Set<String> BEFORE = roots("parameters", "env", "imports");
    private static final Set<String> ENDED = roots("parameters", "env", "imports", "run");

    private final Workflow workflow;
    private final Problems problems;
    private final Shapes shapes;
    private final InputsChecker inputs;

    Checker(Workflow workflow, ProjectFiles files, Problems problems) {
        this.workflow = workflow;
        this.problems = problems;
        this.shapes = new Shapes(workflow);
        this.inputs = new InputsChecker(new KnownFiles(files), problems, ValueTemplate::known);
    }

    private static Set<String> roots(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    /**
     * @param root the file's own node, for the places of values inside inputs
     */
    void check(Node root) {
        workflow.parameters().values().forEach(this::parameter);
        for (Step step : workflow.steps().values()) {
            step(step, InputsChecker.child(InputsChecker.child(root, "steps"), step.id()));
        }
        ExpressionChecker outputs =
                new ExpressionChecker(shapes, problems, OUTSIDE, Optional.empty());
        workflow.outputs().values().forEach(t -> t.forEachExpression(outputs::check));
        ExpressionChecker told = new ExpressionChecker(shapes, problems, ENDED, Optional.empty());
        workflow.run().onEnd().forEach(n -> n.target().forEachExpression(told::check));
        SecretUses.check(workflow, problems);
        ExpressionChecker labels =
                new ExpressionChecker(shapes, problems, LABELS, Optional.empty());
        workflow.labels().values().forEach(t -> t.forEachExpression(labels::check));
        workflow.results().ifPresent(this::results);
        new Cycles(problems).check(workflow);
    }

    private void results(ResultsDirectory results) {
        results.directory()
                .forEachExpression(
                        new ExpressionChecker(shapes, problems, LABELS, Optional.empty())::check);
        ExpressionChecker files =
                new ExpressionChecker(shapes, problems, RESULTS, Optional.empty());
        results.files().values().forEach(t -> t.forEachExpression(files::check));
    }

    private void parameter(Parameter parameter) {
        ExpressionChecker checker =
                new ExpressionChecker(shapes, problems, BEFORE, Optional.empty());
        parameter.defaultValue().ifPresent(t -> t.forEachExpression(checker::check));
        boolean file = parameter.type() == Parameter.Type.FILE;
        if (file
                && parameter.defaultValue().orElse(null) instanceof ValueTemplate.Constant constant
                && constant.value() instanceof String path) {
            try {
                inputs.files().find(path);
            } catch (java.io.IOException e) {
                problems.add(constant.position(), e.getMessage());
            }
        }
    }

    private void step(Step step, Node node) {
        ExpressionChecker checker =
                new ExpressionChecker(shapes, problems, EVERYTHING, Optional.of(step));
        step.settings()
                .forEach(
                        (name, template) ->
                                template.forEachExpression(
                                        (name.seesAttempt() ? repeated(step) : checker)::check));
        step.when().ifPresent(when -> condition(when, checker));
        expectations(step);
        step.matrix().ifPresent(this::matrix);
        Map<String, ExpressionShape> given = new LinkedHashMap<>();
        step.with()
                .forEach((name, template) -> given.put(name, input(step, name, template, checker)));
        if (step.task() != null) {
            inputs.check(step, node, given);
        }
    }

    private ExpressionChecker repeated(Step step) {
        return new ExpressionChecker(shapes, problems, ATTEMPTED, Optional.of(step));
    }

    private void expectations(Step step) {
        ExpressionChecker checker =
                new ExpressionChecker(shapes, problems, AFTER, Optional.of(step));
        for (Expectation expectation : step.expectations()) {
            ExpressionShape shape = checker.check(expectation.that().expression());
            if (!shape.mayFit(new ValueType.Bool())) {
                problems.add(
                        expectation.that().position(),
                        "an expectation must be true or false, but this is " + shape.label());
            }
            expectation.message().ifPresent(text -> text.forEachExpression(checker::check));
        }
    }

    private void condition(ValueTemplate when, ExpressionChecker checker) {
        when.forEachExpression(checker::check);
        boolean possible =
                when instanceof ValueTemplate.Whole
                        || when.known() instanceof Boolean
                        || when.known() == Pending.VALUE && when.isConstant();
        if (!possible) {
            problems.add(
                    when.position(), "when must be true, false or an expression that gives one");
        }
    }

    private void matrix(Matrix matrix) {
        ExpressionChecker checker =
                new ExpressionChecker(shapes, problems, OUTSIDE, Optional.empty());
        matrix.include().forEach(t -> t.forEachExpression(checker::check));
        matrix.exclude().forEach(t -> t.forEachExpression(checker::check));
        matrix.axes()
                .forEach(
                        (name, axis) -> {
                            if (!(axis instanceof ValueTemplate.Whole whole)) {
                                axis.forEachExpression(checker::check);
                                return;
                            }
                            ExpressionShape shape = checker.check(whole.expression());
                            if (!(shape instanceof ExpressionShape.Many
                                    || shape instanceof ExpressionShape.Unknown)) {
                                problems.add(
                                        axis.position(),
                                        String.format(
                                                Locale.ROOT,
                                                "the axis '%s' needs a list, but this is %s",
                                                name,
                                                shape.label()));
                            }
                        });
    }

    private ExpressionShape input(
            Step step, String name, ValueTemplate template, ExpressionChecker checker) {
        if (!(template instanceof ValueTemplate.Whole whole)) {
            template.forEachExpression(checker::check);
            return ExpressionShape.UNKNOWN;
        }
        ExpressionShape shape = checker.check(whole.expression());
        Optional<Field> field =
                step.task() == null ? Optional.empty() : step.task().inputs().field(name);
        if (field.isPresent() && !shape.mayFit(field.get().type())) {
            problems.add(
                    template.position(),
                    String.format(
                            Locale.ROOT,
                            "%s: expected %s, but this is %s%s",
                            name,
                            field.get().type().label(),
                            shape.label(),
                            hint(shape)));
        }
        boolean fileWanted =
                field.isPresent()
                        && (field.get().type() instanceof ValueType.File
                                || field.get().type() instanceof ValueType.NameOrFile);
        if (fileWanted
                && shape instanceof ExpressionShape.Names names
                && !names.members().containsKey("file")) {
            problems.add(
                    template.position(),
                    String.format(
                            Locale.ROOT,
                            "%s: expected %s, but this is %s: write one of %s after it",
                            name,
                            field.get().type().label(),
                            names.what(),
                            String.join(", ", names.members().keySet())));
        }
        return shape;
    }

    private static String hint(ExpressionShape shape) {
        return shape instanceof ExpressionShape.Many many && many.step().isPresent()
                ? " of all instances of '" + many.step().get().id() + "'"
                : "";
    }
}
