package xcflow.workflows.schema;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * One component of an input or output record.
 *
 * @param name in kebab case, as in YAML
 * @param optional whether the record holds an {@code Optional}
 * @param defaultValue plain value used when the component is left out; empty: none
 * @param unit of a physical quantity; empty: none
 * @param example as it would be written in YAML; empty: none
 * @param tolerance how far its numbers may be from those of another machine; empty: as what it is
 *     part of says
 * @param accessor reads the component from a record; null for one that is declared in a file
 */
public record Field(
        String name,
        ValueType type,
        boolean optional,
        Optional<Object> defaultValue,
        String description,
        String unit,
        String example,
        Optional<Tolerance> tolerance,
        Method accessor) {

    /** Whether a workflow has to give the value. */
    public boolean required() {
        return !optional && defaultValue.isEmpty();
    }
}
