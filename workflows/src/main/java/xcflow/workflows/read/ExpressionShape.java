package xcflow.workflows.read;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.ValueType;

/** What is known of an expression's value before it is evaluated. */
sealed interface ExpressionShape {

    /** Anything. */
    ExpressionShape UNKNOWN = new Unknown();

    /** Text. */
    ExpressionShape TEXT = new Typed(new ValueType.Text(List.of()));

    /** Anything. */
    record Unknown() implements ExpressionShape {}

    /** A value of a type of the tasks; neither a list nor a record. */
    record Typed(ValueType type) implements ExpressionShape {}

    /** A list. */
    record Many(ExpressionShape element, Optional<Step> step) implements ExpressionShape {}

    /**
     * A map whose names are known.
     *
     * @param what it is, for messages: {@code the outputs of 'clone'}
     */
    record Names(String what, Map<String, ExpressionShape> members) implements ExpressionShape {}

    /** A value of a declared type. */
    static ExpressionShape of(ValueType type) {
        if (type instanceof ValueType.ListOf list) {
            return new Many(of(list.element()), Optional.empty());
        } else if (type instanceof ValueType.Nested nested) {
            return new Names("this value", members(nested.type()));
        } else if (type instanceof ValueType.Anything) {
            return UNKNOWN;
        }
        return new Typed(type);
    }

    private static Map<String, ExpressionShape> members(RecordType type) {
        Map<String, ExpressionShape> members = new LinkedHashMap<>();
        type.fields().forEach(field -> members.put(field.name(), of(field.type())));
        return members;
    }

    /** A plain value. */
    static ExpressionShape of(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, ExpressionShape> members = new LinkedHashMap<>();
            map.forEach((name, v) -> members.put((String) name, of(v)));
            return new Names("this map", members);
        } else if (value instanceof List<?> list) {
            return new Many(common(list), Optional.empty());
        } else if (value instanceof String) {
            return TEXT;
        } else if (value instanceof Boolean) {
            return new Typed(new ValueType.Bool());
        } else if (value instanceof Number) {
            return new Typed(
                    new ValueType.Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        }
        return UNKNOWN;
    }

    private static ExpressionShape common(Collection<?> values) {
        List<ExpressionShape> shapes =
                values.stream().limit(1000).map(ExpressionShape::of).distinct().toList();
        return shapes.size() == 1 && values.size() <= 1000 ? shapes.get(0) : UNKNOWN;
    }

    /**
     * The outputs of one instance of a step.
     *
     * @param labels the labels of its matrix, empty if it has none
     */
    static ExpressionShape outputs(Step step, Optional<ExpressionShape> labels) {
        if (step.task() == null) {
            return UNKNOWN;
        }
        Map<String, ExpressionShape> members = members(step.task().outputs());
        labels.ifPresent(shape -> members.put("matrix", shape));
        return new Names("the outputs of '" + step.id() + "'", members);
    }

    /** The type in words. */
    default String label() {
        if (this instanceof Typed typed) {
            return typed.type.label();
        } else if (this instanceof Many) {
            return "a list";
        }
        return this instanceof Names ? "a map" : "any value";
    }

    /** Whether a value of this shape may fit a type. */
    default boolean mayFit(ValueType type) {
        if (this instanceof Unknown || type instanceof ValueType.Anything) {
            return true;
        } else if (this instanceof Many many) {
            return type instanceof ValueType.ListOf list && many.element.mayFit(list.element());
        } else if (this instanceof Names) {
            return type instanceof ValueType.MapOf
                    || type instanceof ValueType.Nested
                    || type instanceof ValueType.File
                    || type instanceof ValueType.NameOrFile;
        }
        return scalarMayFit(((Typed) this).type, type);
    }

    private static boolean scalarMayFit(ValueType from, ValueType to) {
        if (from instanceof ValueType.Whole || from instanceof ValueType.Real) {
            return to instanceof ValueType.Whole || to instanceof ValueType.Real;
        } else if (from instanceof ValueType.File) {
            return to instanceof ValueType.File || to instanceof ValueType.NameOrFile;
        } else if (from instanceof ValueType.NameOrFile) {
            return to instanceof ValueType.File
                    || to instanceof ValueType.NameOrFile
                    || to instanceof ValueType.Text;
        } else if (from instanceof ValueType.Bool) {
            return to instanceof ValueType.Bool;
        } else if (from instanceof ValueType.MapOf) {
            return to instanceof ValueType.MapOf || to instanceof ValueType.Nested;
        }
        return to instanceof ValueType.Text
                || to instanceof ValueType.Choice
                || to instanceof ValueType.Time
                || to instanceof ValueType.File
                || to instanceof ValueType.NameOrFile;
    }
}
