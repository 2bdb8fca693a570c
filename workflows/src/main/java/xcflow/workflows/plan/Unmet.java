package xcflow.workflows.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.expression.EvaluationException;
import xcflow.workflows.expression.Expression;
import xcflow.workflows.expression.Scope;
import xcflow.workflows.expression.ScopePath;
import xcflow.workflows.model.Expectation;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.text.Problem;

/**
 * An expectation that a result does not meet.
 *
 * @param severity what follows
 * @param message what was expected, and the values that were found
 */
public record Unmet(Expectation.Severity severity, String message) {
    private static final int LONGEST_LIST = 6;

    /** Compares a result with what is expected of it; empty if it is met. */
    static Optional<Unmet> of(Expectation expectation, Scope scope) {
        Expression that = expectation.that().expression();
        String what;
        try {
            Object value = that.evaluate(scope);
            if (Boolean.TRUE.equals(value)) {
                return Optional.empty();
            }
            what =
                    Boolean.FALSE.equals(value)
                            ? "expected " + that
                            : that + " is neither true nor false but " + Plain.describe(value);
        } catch (EvaluationException e) {
            what = "cannot be decided: " + that + ": " + e.getMessage();
        }
        String said = message(expectation, scope).map(text -> text + ": ").orElse("");
        return Optional.of(new Unmet(expectation.severity(), said + what + found(that, scope)));
    }

    private static Optional<String> message(Expectation expectation, Scope scope) {
        List<Problem> problems = new ArrayList<>();
        return expectation
                .message()
                .map(template -> template.evaluate(scope, problems::add))
                .map(
                        value ->
                                problems.isEmpty()
                                        ? value(value)
                                        : "(its message cannot be evaluated: "
                                                + problems.get(0).message()
                                                + ")");
    }

    /** The values that the expression looked at. */
    private static String found(Expression that, Scope scope) {
        Set<String> found = new LinkedHashSet<>();
        for (ScopePath reference : ScopePath.in(that)) {
            Object value = scope.values(reference.root());
            StringBuilder path = new StringBuilder(reference.root());
            for (String name : reference.names()) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
                path.append('.').append(name);
            }
            if (!reference.names().isEmpty()) {
                found.add(path + " = " + quoted(value));
            }
        }
        return found.isEmpty() ? "" : ", found " + String.join(", ", found);
    }

    /** A text in quotes and on one line, so that "7" is told from 7, and a blank is seen. */
    private static String quoted(Object value) {
        if (value instanceof String text) {
            return '"'
                    + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                    + '"';
        } else if (value instanceof List<?> list && list.size() <= LONGEST_LIST) {
            return list.stream().map(Unmet::quoted).toList().toString();
        }
        return value(value);
    }

    private static String value(Object value) {
        if (value == null) {
            return "nothing";
        } else if (value instanceof Number number) {
            return LanguageNumbers.text(number);
        } else if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof List<?> list && list.size() <= LONGEST_LIST) {
            return list.stream().map(Unmet::value).toList().toString();
        }
        return value instanceof List<?> list ? "a list of " + list.size() : Plain.describe(value);
    }
}
