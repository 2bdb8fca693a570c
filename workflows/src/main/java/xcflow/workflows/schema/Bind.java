package xcflow.workflows.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.spi.Source;

/** Makes records of canonical plain values. */
final class Bind {
    private Bind() {}

    static Object argument(Field field, Object canonical) {
        Object value = canonical == null ? null : value(field.type(), canonical);
        return field.optional() ? Optional.ofNullable(value) : value;
    }

    static Object value(ValueType type, Object value) {
        if (type instanceof ValueType.Whole whole) {
            return whole.narrow() ? (Object) Math.toIntExact((Long) value) : value;
        } else if (type instanceof ValueType.Real) {
            return ((Number) value).doubleValue();
        } else if (type instanceof ValueType.Choice choice) {
            return constant(choice, (String) value);
        } else if (type instanceof ValueType.Time) {
            return Duration.parse((String) value);
        } else if (type instanceof ValueType.NameOrFile) {
            return value instanceof Artefact ? value : new Source.Name((String) value);
        } else if (type instanceof ValueType.ListOf list) {
            List<Object> elements = new ArrayList<>();
            ((List<?>) value).forEach(e -> elements.add(value(list.element(), e)));
            return Collections.unmodifiableList(elements);
        } else if (type instanceof ValueType.MapOf map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> entries.put((String) k, value(map.value(), v)));
            return Collections.unmodifiableMap(entries);
        } else if (type instanceof ValueType.Nested nested) {
            Map<String, Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> entries.put((String) k, v));
            return nested.type().bind(entries);
        }
        return value;
    }

    private static Object constant(ValueType.Choice choice, String name) {
        for (Enum<?> constant : choice.type().getEnumConstants()) {
            if (ValueType.Choice.name(constant).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                name + " is not one of " + String.join(", ", choice.names()));
    }

    static Record construct(Constructor<? extends Record> constructor, Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IllegalArgumentException(message, cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
