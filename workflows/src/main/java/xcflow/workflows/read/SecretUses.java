package xcflow.workflows.read;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.workflows.expression.Ast;
import xcflow.workflows.expression.Expression;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.Problems;

/**
 * Checks that secrets are only handed on: to inputs of steps, as they are or inside a text.
 * Whatever else would look at the value, and what is recorded would tell of it.
 */
final class SecretUses {
    private final Set<String> secrets;
    private final Problems problems;

    private SecretUses(Set<String> secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    static void check(Workflow workflow, Problems problems) {
        Set<String> secrets =
                workflow.env().values().stream()
                        .filter(variable -> variable.secret().isPresent())
                        .map(variable -> variable.name())
                        .collect(Collectors.toUnmodifiableSet());
        if (!secrets.isEmpty()) {
            new SecretUses(secrets, problems).check(workflow);
        }
    }

    private void check(Workflow workflow) {
        workflow.parameters().values().forEach(p -> p.defaultValue().ifPresent(this::nowhere));
        workflow.outputs().values().forEach(this::nowhere);
        workflow.labels().values().forEach(this::nowhere);
        workflow.results()
                .ifPresent(
                        results -> {
                            nowhere(results.directory());
                            results.files().values().forEach(this::nowhere);
                        });
        workflow.run().onEnd().forEach(n -> n.target().forEachExpression(e -> look(e, true)));
        workflow.steps().values().forEach(this::check);
    }

    private void check(Step step) {
        step.settings().values().forEach(this::nowhere);
        step.when().ifPresent(this::nowhere);
        step.matrix()
                .ifPresent(
                        matrix -> {
                            matrix.axes().values().forEach(this::nowhere);
                            matrix.include().forEach(this::nowhere);
                            matrix.exclude().forEach(this::nowhere);
                        });
        step.expectations()
                .forEach(
                        expectation -> {
                            look(expectation.that().expression(), false);
                            expectation.message().ifPresent(this::nowhere);
                        });
        step.with()
                .forEach(
                        (name, input) -> {
                            boolean inside = !Beside.KEYS.contains(name);
                            input.forEachExpression(e -> look(e, inside));
                        });
    }

    private void nowhere(ValueTemplate template) {
        template.forEachExpression(expression -> look(expression, false));
    }

    private void look(Expression expression, boolean input) {
        for (ScopePath path : ScopePath.in(expression)) {
            if (!path.root().equals("env")) {
                continue;
            }
            List<String> names = path.names();
            if (names.isEmpty()) {
                problems.add(
                        expression.position(path.at()),
                        "some variables are secret: write env.<name> with the name of one");
            } else if (secrets.contains(names.get(0)) && !(input && alone(expression))) {
                problems.add(
                        expression.position(path.at()),
                        String.format(
                                Locale.ROOT,
                                input
                                        ? "nothing can be computed with the secret env.%s: write"
                                                + " ${{ env.%1$s }} alone or inside a text"
                                        : "the secret env.%s can be used among the inputs of a step"
                                                + " ('with') only",
                                names.get(0)));
            }
        }
    }

    private static boolean alone(Expression expression) {
        return expression.tree() instanceof Ast.Select select
                && select.operand() instanceof Ast.Name name
                && name.name().equals("env");
    }
}
