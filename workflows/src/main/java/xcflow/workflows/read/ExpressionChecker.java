package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.expression.Ast;
import xcflow.workflows.expression.Expression;
import xcflow.workflows.expression.Functions;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.ValueType;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;

/** Checks the names and calls in the expressions of one place of a workflow. */
final class ExpressionChecker {
    private final Shapes shapes;
    private final Problems problems;
    private final Set<String> roots;
    private final Optional<Step> step;
    private Expression expression;
    private Map<String, ExpressionShape> variables = Map.of();

    /**
     * @param roots the scopes that may be used at the place
     * @param step that the place belongs to
     */
    ExpressionChecker(Shapes shapes, Problems problems, Set<String> roots, Optional<Step> step) {
        this.shapes = shapes;
        this.problems = problems;
        this.roots = roots;
        this.step = step;
    }

    /** Reports what is wrong and gives the shape of the value. */
    ExpressionShape check(Expression expression) {
        this.expression = expression;
        return shape(expression.tree());
    }

    private void problem(int at, String message) {
        problems.add(expression.position(at), message);
    }

    private ExpressionShape shape(Ast ast) {
        if (ast instanceof Ast.Select select) {
            return select(select);
        } else if (ast instanceof Ast.Name name) {
            return name(name);
        } else if (ast instanceof Ast.Literal literal) {
            return ExpressionShape.of(literal.value());
        } else if (ast instanceof Ast.Call call) {
            return call(call);
        } else if (ast instanceof Ast.Macro macro) {
            return macro(macro);
        } else if (ast instanceof Ast.Index index) {
            ExpressionShape operand = shape(index.operand());
            shape(index.index());
            return operand instanceof ExpressionShape.Many many
                    ? many.element()
                    : ExpressionShape.UNKNOWN;
        } else if (ast instanceof Ast.ListOf list) {
            List<ExpressionShape> elements =
                    list.elements().stream().map(this::shape).distinct().toList();
            return new ExpressionShape.Many(
                    elements.size() == 1 ? elements.get(0) : ExpressionShape.UNKNOWN,
                    Optional.empty());
        }
        ast.children().forEach(this::shape);
        return ExpressionShape.UNKNOWN;
    }

    private ExpressionShape name(Ast.Name name) {
        if (variables.containsKey(name.name())) {
            return variables.get(name.name());
        }
        if (name.name().equals("steps") && roots.contains("steps")) {
            problem(name.at(), "write steps.<name> with the name of a step");
            return ExpressionShape.UNKNOWN;
        }
        return root(name);
    }

    private ExpressionShape root(Ast.Name name) {
        String root = name.name();
        if (root.equals("matrix")
                && roots.contains("matrix")
                && step.flatMap(Step::matrix).isEmpty()) {
            problem(name.at(), "step '" + step.map(Step::id).orElse("") + "' has no matrix");
            return ExpressionShape.UNKNOWN;
        }
        if (roots.contains(root)) {
            return shapes.root(root, step);
        }
        if (ScopePath.ROOTS.contains(root)) {
            problem(name.at(), "'" + root + "' cannot be used here (known: " + known() + ")");
        } else {
            problem(name.at(), "unknown name '" + root + "'" + hint(root));
        }
        return ExpressionShape.UNKNOWN;
    }

    private String hint(String name) {
        for (String root : roots) {
            boolean member =
                    root.equals("steps")
                            ? shapes.steps().contains(name)
                            : shapes.root(root, step) instanceof ExpressionShape.Names names
                                    && names.members().containsKey(name);
            if (member) {
                return " (did you mean '" + root + "." + name + "'?)";
            }
        }
        String near = Suggestion.forName(name, roots);
        return near.startsWith(" (did")
                ? near
                : ": expressions see only " + known() + ", no Java classes and no files";
    }

    private String known() {
        return String.join(", ", roots.stream().sorted().toList());
    }

    private boolean isSteps(Ast operand) {
        return operand instanceof Ast.Name name
                && name.name().equals("steps")
                && !variables.containsKey("steps")
                && roots.contains("steps");
    }

    /** A step is always there; what may be missing is its result. */
    private static String asksForStep(String step) {
        return String.format(
                Locale.ROOT,
                "has() asks for one output of a step: write has(steps.%s.<output>)",
                step);
    }

    private ExpressionShape select(Ast.Select select) {
        if (isSteps(select.operand())) {
            if (!shapes.steps().contains(select.name())) {
                problem(
                        select.at(),
                        String.format(
                                Locale.ROOT,
                                "there is no step '%s'%s",
                                select.name(),
                                guess(select.name(), shapes.steps())));
                return ExpressionShape.UNKNOWN;
            }
            return shapes.step(select.name());
        }
        ExpressionShape operand = shape(select.operand());
        if (operand instanceof ExpressionShape.Names names) {
            ExpressionShape member = names.members().get(select.name());
            if (member == null) {
                problem(
                        select.at(),
                        String.format(
                                Locale.ROOT,
                                "there is no '%s' in %s%s",
                                select.name(),
                                names.what(),
                                guess(select.name(), names.members().keySet())));
                return ExpressionShape.UNKNOWN;
            }
            return member;
        } else if (operand instanceof ExpressionShape.Many many) {
            problem(select.at(), listHasNoMembers(many, select.name()));
        } else if (operand instanceof ExpressionShape.Typed typed) {
            return memberOf(typed, select);
        }
        return ExpressionShape.UNKNOWN;
    }

    private static String listHasNoMembers(ExpressionShape.Many many, String name) {
        return many.step()
                .map(
                        step ->
                                String.format(
                                        Locale.ROOT,
                                        "step '%1$s' has a matrix, so steps.%1$s is a list: write"
                                                + " steps.%1$s.map(x, x.%2$s), or give this step the"
                                                + " matrix {%1$s: \"${{ steps.%1$s }}\"} and write"
                                                + " matrix.%1$s.%2$s",
                                        step.id(),
                                        name))
                .orElse(
                        String.format(
                                Locale.ROOT,
                                "a list has no '%1$s': take one element, as in [0].%1$s, or map(x, x.%1$s)",
                                name));
    }

    private ExpressionShape memberOf(ExpressionShape.Typed typed, Ast.Select select) {
        if (typed.type() instanceof ValueType.MapOf map) {
            return ExpressionShape.of(map.value());
        }
        boolean file =
                typed.type() instanceof ValueType.File
                        || typed.type() instanceof ValueType.NameOrFile;
        List<String> members = List.of("name", "digest", "media-type", "size");
        if (!file) {
            problem(select.at(), typed.label() + " has no '" + select.name() + "'");
        } else if (!members.contains(select.name())) {
            problem(
                    select.at(),
                    String.format(
                            Locale.ROOT,
                            "a file has no '%s'%s",
                            select.name(),
                            Suggestion.forName(select.name(), members)));
        }
        return ExpressionShape.UNKNOWN;
    }

    /** A suggestion; names that end in "-1" and the like were meant as a subtraction. */
    private static String guess(String name, Collection<String> known) {
        int dash = name.lastIndexOf('-');
        return dash > 0 && known.contains(name.substring(0, dash))
                ? String.format(
                        Locale.ROOT,
                        " (subtraction needs blanks: '%s - %s')",
                        name.substring(0, dash),
                        name.substring(dash + 1))
                : Suggestion.forName(name, known);
    }

    private ExpressionShape call(Ast.Call call) {
        String problem = Functions.check(call.function(), call.arguments().size());
        if (problem != null) {
            problem(call.at(), problem);
        }
        List<ExpressionShape> arguments = new ArrayList<>();
        if (call.function().equals("has") && call.arguments().get(0) instanceof Ast.Select select) {
            if (isSteps(select.operand())) {
                shape(select);
                if (shapes.steps().contains(select.name())) {
                    problem(call.at(), asksForStep(select.name()));
                }
            } else {
                shape(select.operand());
            }
            return ExpressionShape.UNKNOWN;
        }
        if (call.function().equals("orValue") && !(call.arguments().get(0) instanceof Ast.Select)) {
            problem(call.at(), "write orValue(a.b, otherwise)");
        }
        call.arguments().forEach(argument -> arguments.add(shape(argument)));
        return switch (call.function()) {
            case "sort", "reverse", "distinct" -> arguments.get(0);
            case "range", "linspace", "flatten", "zip", "split", "keys", "values" ->
                    new ExpressionShape.Many(ExpressionShape.UNKNOWN, Optional.empty());
            default -> ExpressionShape.UNKNOWN;
        };
    }

    private ExpressionShape macro(Ast.Macro macro) {
        ExpressionShape list = shape(macro.list());
        Map<String, ExpressionShape> outside = variables;
        variables = new HashMap<>(outside);
        variables.put(
                macro.variable(),
                list instanceof ExpressionShape.Many many
                        ? many.element()
                        : ExpressionShape.UNKNOWN);
        List<ExpressionShape> bodies = new ArrayList<>();
        macro.bodies().forEach(body -> bodies.add(shape(body)));
        variables = outside;
        return switch (macro.function()) {
            case "filter" ->
                    list instanceof ExpressionShape.Many many
                            ? new ExpressionShape.Many(many.element(), Optional.empty())
                            : ExpressionShape.UNKNOWN;
            case "map" -> new ExpressionShape.Many(bodies.get(bodies.size() - 1), Optional.empty());
            default -> new ExpressionShape.Typed(new ValueType.Bool());
        };
    }
}
