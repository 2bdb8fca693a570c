package xcflow.runner.web.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** JSON schemas of records, each described once under its name. */
final class JsonSchemas {
    private final Map<String, Map<String, Object>> described = new TreeMap<>();

    /** All records that were asked for, and those in them. */
    Map<String, Map<String, Object>> described() {
        return described;
    }

    /** The schema of a type, or where it is described. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last =
                    generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Optional.class) {
                return Map.of("anyOf", List.of(of(last), Map.of("type", "null")));
            } else if (generic.getRawType() == List.class) {
                return Map.of("type", "array", "items", of(last));
            }
            return Map.of("type", "object", "additionalProperties", of(last));
        }
        Class<?> plain = type instanceof Class<?> known ? known : Object.class;
        if (plain.isRecord()) {
            return record(plain);
        } else if (plain.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(plain.getEnumConstants()).map(Object::toString).toList());
        } else if (plain == String.class) {
            return Map.of("type", "string");
        } else if (plain == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        } else if (plain == boolean.class || plain == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (plain == double.class || plain == Double.class) {
            return Map.of("type", "number");
        } else if (plain == int.class
                || plain == long.class
                || plain == Integer.class
                || plain == Long.class) {
            return Map.of("type", "integer");
        }
        return Map.of();
    }

    private Map<String, Object> record(Class<?> type) {
        String name = type.getSimpleName();
        if (!described.containsKey(name)) {
            // First the name: a record may contain itself.
            described.put(name, Map.of());
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                String property = kebab(component.getName());
                properties.put(property, of(component.getGenericType()));
                if (component.getType() != Optional.class) {
                    required.add(property);
                }
            }
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            described.put(name, schema);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
