package xcflow.workflows.schema;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.spi.Source;

/** Takes records apart into plain values. */
final class Unbind {
    private Unbind() {}

    static Object component(Field field, Record record) {
        try {
            return plain(field.accessor().invoke(record));
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object plain(Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Double
                || value instanceof Artefact) {
            return value;
        } else if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        } else if (value instanceof Integer whole) {
            return whole.longValue();
        } else if (value instanceof Enum<?> constant) {
            return ValueType.Choice.name(constant);
        } else if (value instanceof Duration duration) {
            return duration.toString();
        } else if (value instanceof Source.Name name) {
            return name.value();
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            LinkedHashMap<String, Object> entries = new LinkedHashMap<>();
            map.forEach((k, v) -> entries.put((String) k, plain(v)));
            return entries;
        } else if (value instanceof Record record) {
            return RecordTypes.of(record.getClass()).values(record);
        }
        throw new IllegalArgumentException(
                "a task gave a value of "
                        + value.getClass()
                        + ", which the language does not support");
    }
}
