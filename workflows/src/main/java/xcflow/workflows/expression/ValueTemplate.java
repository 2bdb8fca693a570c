package xcflow.workflows.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import xcflow.spi.Artefact;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problem;

/** A value of a workflow that may contain expressions. Immutable. */
public sealed interface ValueTemplate {

    /** Where the value begins. */
    Position position();

    /** A value without expressions. */
    record Constant(Position position, Object value) implements ValueTemplate {}

    /** A value that is one whole expression and keeps the expression's type. */
    record Whole(Position position, Expression expression) implements ValueTemplate {}

    /**
     * Text with expressions in it.
     *
     * @param parts Strings and Expressions
     */
    record Text(Position position, List<Object> parts) implements ValueTemplate {
        private String join(Scope scope, Consumer<Problem> problems, Budget budget) {
            StringBuilder joined = new StringBuilder();
            for (Object part : parts) {
                if (part instanceof Expression expression) {
                    Object value = ValueTemplate.evaluate(expression, scope, problems, budget);
                    try {
                        joined.append(value == Pending.VALUE ? "" : text(value));
                        Budget.text(joined.length());
                    } catch (IllegalArgumentException e) {
                        problems.accept(
                                new Problem(
                                        expression.position(0),
                                        e.getMessage() + " in " + expression));
                        return "";
                    }
                } else {
                    joined.append((String) part);
                }
            }
            return joined.toString();
        }
    }

    /** A list with expressions somewhere in it. */
    record ListOf(Position position, List<ValueTemplate> elements) implements ValueTemplate {}

    /** A map with expressions somewhere in it. */
    record MapOf(Position position, Map<String, ValueTemplate> values) implements ValueTemplate {}

    /** Whether the value is known without evaluating anything. */
    default boolean isConstant() {
        return this instanceof Constant;
    }

    /** The value where it is known, {@link Pending#VALUE} where an expression will give it. */
    default Object known() {
        if (this instanceof Constant constant) {
            return constant.value;
        } else if (this instanceof ListOf list) {
            return list.elements.stream().map(ValueTemplate::known).toList();
        } else if (this instanceof MapOf map) {
            Map<String, Object> known = new LinkedHashMap<>();
            map.values.forEach((name, value) -> known.put(name, value.known()));
            return known;
        }
        return Pending.VALUE;
    }

    /** Visits every expression. */
    default void forEachExpression(Consumer<Expression> visitor) {
        if (this instanceof Whole whole) {
            visitor.accept(whole.expression);
        } else if (this instanceof Text text) {
            text.parts.stream()
                    .filter(Expression.class::isInstance)
                    .forEach(part -> visitor.accept((Expression) part));
        } else if (this instanceof ListOf list) {
            list.elements.forEach(element -> element.forEachExpression(visitor));
        } else if (this instanceof MapOf map) {
            map.values.values().forEach(value -> value.forEachExpression(visitor));
        }
    }

    /** Whether an expression in it asks if something is there. */
    default boolean asksForPresence() {
        AtomicBoolean asks = new AtomicBoolean();
        forEachExpression(e -> asks.compareAndSet(false, e.asksForPresence()));
        return asks.get();
    }

    /**
     * The plain value.
     *
     * @param problems told of every expression that has no value; the result is then of no use
     */
    default Object evaluate(Scope scope, Consumer<Problem> problems) {
        return evaluate(scope, problems, new Budget());
    }

    private Object evaluate(Scope scope, Consumer<Problem> problems, Budget budget) {
        if (this instanceof Constant constant) {
            return constant.value;
        } else if (this instanceof Whole whole) {
            return evaluate(whole.expression, scope, problems, budget);
        } else if (this instanceof Text text) {
            return text.join(scope, problems, budget);
        } else if (this instanceof ListOf list) {
            List<Object> values = new ArrayList<>(list.elements.size());
            list.elements.forEach(e -> values.add(e.evaluate(scope, problems, budget)));
            return values;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        ((MapOf) this)
                .values.forEach(
                        (name, value) -> values.put(name, value.evaluate(scope, problems, budget)));
        return values;
    }

    private static Object evaluate(
            Expression expression, Scope scope, Consumer<Problem> problems, Budget budget) {
        try {
            return expression.evaluate(scope, budget);
        } catch (EvaluationException e) {
            problems.accept(
                    new Problem(expression.position(e.at()), e.getMessage() + " in " + expression));
            return Pending.VALUE;
        }
    }

    /**
     * A value as it appears inside text.
     *
     * @throws IllegalArgumentException for lists, maps and null, which have no such form
     */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Number number) {
            return LanguageNumbers.text(number);
        } else if (value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof Artefact artefact) {
            return artefact.digest();
        }
        throw new IllegalArgumentException(Plain.describe(value) + " cannot become part of a text");
    }
}
