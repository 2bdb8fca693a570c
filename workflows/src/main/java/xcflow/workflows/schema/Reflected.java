package xcflow.workflows.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.yaml.YamlReader;

/** Reads types from the components of records. */
final class Reflected {
    private Reflected() {}

    static Field field(RecordComponent component) {
        Describe describe = component.getAnnotation(Describe.class);
        Type generic = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        ValueType type = valueType(optional ? argument(generic, 0) : generic, describe, component);
        String written = describe == null ? "" : describe.defaultValue();
        component.getAccessor().setAccessible(true);
        return new Field(
                Kebab.of(component.getName()),
                type,
                optional,
                written.isEmpty()
                        ? Optional.empty()
                        : Optional.of(defaultValue(written, type, component)),
                describe == null ? "" : describe.value(),
                describe == null ? "" : describe.unit(),
                describe == null ? "" : describe.example(),
                Tolerance.of(describe),
                component.getAccessor());
    }

    private static ValueType valueType(Type type, Describe describe, RecordComponent component) {
        double min = describe == null ? Double.NEGATIVE_INFINITY : describe.min();
        double max = describe == null ? Double.POSITIVE_INFINITY : describe.max();
        if (type instanceof ParameterizedType parameterized) {
            if (parameterized.getRawType() == List.class) {
                // A range belongs to the length of the list, the permitted values to its elements.
                ValueType element = valueType(argument(type, 0), describe, component, false);
                return new ValueType.ListOf(element, (long) Math.max(0, min), (long) max);
            }
            if (parameterized.getRawType() == Map.class && argument(type, 0) == String.class) {
                return new ValueType.MapOf(
                        valueType(argument(type, 1), describe, component, false));
            }
        }
        return valueType(type, describe, component, true);
    }

    @SuppressWarnings("unchecked")
    private static ValueType valueType(
            Type type, Describe describe, RecordComponent component, boolean ranged) {
        if (type instanceof ParameterizedType) {
            return valueType(type, null, component);
        }
        double min = ranged && describe != null ? describe.min() : Double.NEGATIVE_INFINITY;
        double max = ranged && describe != null ? describe.max() : Double.POSITIVE_INFINITY;
        if (type == String.class) {
            return new ValueType.Text(describe == null ? List.of() : List.of(describe.allowed()));
        } else if (type == boolean.class || type == Boolean.class) {
            return new ValueType.Bool();
        } else if (type == int.class || type == Integer.class) {
            return new ValueType.Whole(
                    true,
                    (long) Math.max(min, Integer.MIN_VALUE),
                    (long) Math.min(max, Integer.MAX_VALUE));
        } else if (type == long.class || type == Long.class) {
            return new ValueType.Whole(false, (long) min, (long) max);
        } else if (type == double.class || type == Double.class) {
            return new ValueType.Real(min, max);
        } else if (type == Duration.class) {
            return new ValueType.Time();
        } else if (type == Artefact.class) {
            return new ValueType.File();
        } else if (type == Source.class) {
            return new ValueType.NameOrFile(describe != null && describe.functional());
        } else if (type == Object.class) {
            return new ValueType.Anything();
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return new ValueType.Choice((Class<? extends Enum<?>>) c);
        } else if (type instanceof Class<?> c && c.isRecord()) {
            return new ValueType.Nested(RecordType.of((Class<? extends Record>) c));
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s.%s has the type %s, which the experiment language does not support",
                        component.getDeclaringRecord().getName(),
                        component.getName(),
                        type.getTypeName()));
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Object defaultValue(String written, ValueType type, RecordComponent component) {
        String where = component.getDeclaringRecord().getName() + "." + component.getName();
        try {
            // Text is what its author wrote, even if it looks like a number or a map.
            boolean literal =
                    type instanceof ValueType.Text
                            || type instanceof ValueType.Choice
                            || type instanceof ValueType.NameOrFile;
            Object value =
                    literal ? written : YamlReader.read(written, "default of " + where).plain();
            List<String> problems = new ArrayList<>();
            Object canonical =
                    new Conform(FileLookup.NONE, (path, message) -> problems.add(path + message))
                            .value(type, value);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("default of " + where + ": " + problems);
            }
            return canonical;
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
