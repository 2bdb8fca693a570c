package xcflow.runner.report;

import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.ValueType;

/**
 * What is known of a value besides the value: its type as the task's author declared it.
 *
 * @param unit of a physical quantity; empty: none
 * @param meaning in a sentence; empty: unknown
 */
record Shape(ValueType type, String unit, String meaning) {
    /** Nothing is known. */
    static final Shape UNKNOWN = new Shape(new ValueType.Anything(), "", "");

    static Shape of(RecordType type) {
        return new Shape(new ValueType.Nested(type), "", "");
    }

    /** The value of a key. */
    Shape field(String name) {
        if (type instanceof ValueType.Nested nested) {
            return nested.type()
                    .field(name)
                    .map(field -> new Shape(field.type(), field.unit(), field.description()))
                    .orElse(UNKNOWN);
        } else if (type instanceof ValueType.MapOf map) {
            return new Shape(map.value(), unit, "");
        }
        return UNKNOWN;
    }

    /** An element, if the value is a list; the instances of a step are such a list, too. */
    Shape element() {
        return type instanceof ValueType.ListOf list
                ? new Shape(list.element(), unit, meaning)
                : this;
    }
}
