package xcflow.workflows.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.ValueType;

/** JSON Schema of the types of the tasks. An expression may stand in the place of any value. */
final class TypeSchema {
    static final String DURATION = "^([Pp].+|(\\d+(\\.\\d+)?\\s*(ms|s|m|min|h|d)\\s*)+)$";

    private TypeSchema() {}

    /** A schema with the given keywords and values. */
    static Map<String, Object> schema(Object... keywordsAndValues) {
        Map<String, Object> schema = new LinkedHashMap<>();
        for (int i = 0; i < keywordsAndValues.length; i += 2) {
            schema.put((String) keywordsAndValues[i], keywordsAndValues[i + 1]);
        }
        return schema;
    }

    static Map<String, Object> orExpression(Map<String, Object> schema) {
        return schema.isEmpty()
                ? schema
                : schema("anyOf", List.of(schema, schema("$ref", "#/$defs/expression")));
    }

    static Map<String, Object> of(RecordType type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : type.fields()) {
            properties.put(field.name(), of(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema =
                schema("type", "object", "additionalProperties", false, "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> of(Field field) {
        Map<String, Object> schema = new LinkedHashMap<>(orExpression(of(field.type())));
        String unit = field.unit().isEmpty() ? "" : " In " + field.unit() + ".";
        String given =
                field.defaultValue()
                        .filter(value -> !(value instanceof Map || value instanceof List))
                        .map(value -> " Default: " + value + ".")
                        .orElse("");
        String text = (field.description().strip() + unit + given).strip();
        if (!text.isEmpty()) {
            schema.put("description", text);
        }
        field.defaultValue().ifPresent(value -> schema.put("default", value));
        return schema;
    }

    private static Map<String, Object> of(ValueType type) {
        if (type instanceof ValueType.Text text) {
            return text.allowed().isEmpty()
                    ? schema("type", "string")
                    : schema("enum", text.allowed());
        } else if (type instanceof ValueType.Choice choice) {
            return schema("enum", choice.names());
        } else if (type instanceof ValueType.Bool) {
            return schema("type", "boolean");
        } else if (type instanceof ValueType.Whole whole) {
            Map<String, Object> schema = schema("type", "integer");
            bound(schema, "minimum", whole.min() > Integer.MIN_VALUE, whole.min());
            bound(schema, "maximum", whole.max() < Integer.MAX_VALUE, whole.max());
            return schema;
        } else if (type instanceof ValueType.Real real) {
            Map<String, Object> schema = schema("type", "number");
            bound(schema, "minimum", real.min() > Double.NEGATIVE_INFINITY, real.min());
            bound(schema, "maximum", real.max() < Double.POSITIVE_INFINITY, real.max());
            return schema;
        } else if (type instanceof ValueType.Time) {
            return schema("type", "string", "pattern", DURATION);
        } else if (type instanceof ValueType.ListOf list) {
            Map<String, Object> schema =
                    schema("type", "array", "items", orExpression(of(list.element())));
            bound(schema, "minItems", list.minSize() > 0, list.minSize());
            bound(schema, "maxItems", list.maxSize() < Integer.MAX_VALUE, list.maxSize());
            return schema;
        } else if (type instanceof ValueType.MapOf map) {
            return schema("type", "object", "additionalProperties", orExpression(of(map.value())));
        } else if (type instanceof ValueType.Nested nested) {
            return of(nested.type());
        } else if (type instanceof ValueType.File || type instanceof ValueType.NameOrFile) {
            return schema("$ref", "#/$defs/name-or-file");
        }
        return schema();
    }

    private static void bound(
            Map<String, Object> schema, String keyword, boolean bounded, Number bound) {
        if (bounded) {
            schema.put(keyword, bound);
        }
    }
}
