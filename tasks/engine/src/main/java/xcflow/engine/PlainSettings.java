package xcflow.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.spi.Describe;
import xcflow.spi.Setting;
import xcflow.spi.Source;

/**
 * Makes a record of settings from plain values by name in kebab case: for a command line and for
 * tests, where no workflow file is read. Names and types must be right; bounds are the engine's.
 */
public final class PlainSettings {
    private PlainSettings() {}

    /**
     * @param type record whose components are documented by {@link Describe}
     * @param given Boolean, Number, String, List, Map, {@link Source}; what is left out or null has
     *     its default
     * @throws IllegalArgumentException if there is no such setting, a value has the wrong type, or
     *     the record refuses it
     */
    public static Record of(Class<? extends Record> type, Map<String, ?> given) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = Arrays.stream(components).map(c -> kebab(c.getName())).toList();
        requireKnown(given.keySet(), names);
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(components[i], given.get(names.get(i)));
        }
        return construct(type, components, arguments);
    }

    /**
     * Settings of an engine, however it declares them.
     *
     * @throws IllegalArgumentException as the other
     */
    public static Record of(Engine engine, Map<String, ?> given) {
        List<Setting> declared = engine.declaredSettings();
        if (declared.isEmpty()) {
            return of(engine.settings(), given);
        }
        requireKnown(given.keySet(), declared.stream().map(Setting::name).toList());
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting setting : declared) {
            Object value = DeclaredValue.of(setting, given.get(setting.name()));
            if (value != null) {
                values.put(setting.name(), value);
            }
        }
        try {
            Constructor<? extends Record> constructor =
                    engine.settings().getDeclaredConstructor(Map.class);
            return newInstance(constructor, values);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireKnown(Set<String> given, List<String> names) {
        for (String name : given) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no setting '"
                                + name
                                + "'; there are "
                                + String.join(", ", names));
            }
        }
    }

    private static Object argument(RecordComponent component, Object given) {
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        if (optional) {
            Type inner = ((ParameterizedType) type).getActualTypeArguments()[0];
            return Optional.ofNullable(given == null ? null : value(inner, given, component));
        }
        if (given != null) {
            return value(type, given, component);
        }
        String written = component.getAnnotation(Describe.class).defaultValue();
        if (written.isEmpty()) {
            throw new IllegalArgumentException(
                    "the setting '" + kebab(component.getName()) + "' is missing");
        }
        return value(type, plain(written), component);
    }

    /** A default, which is a number, true or false, text, an empty map, or a list of them. */
    private static Object plain(String written) {
        if (written.equals("{}")) {
            return Map.of();
        }
        if (written.startsWith("[")) {
            String inside = written.substring(1, written.length() - 1).strip();
            return inside.isEmpty()
                    ? List.of()
                    : Arrays.stream(inside.split("\\s*,\\s*")).map(PlainSettings::plain).toList();
        }
        if (written.equals("true") || written.equals("false")) {
            return Boolean.valueOf(written);
        }
        try {
            return Double.valueOf(written);
        } catch (NumberFormatException e) {
            return written;
        }
    }

    private static Object value(Type type, Object given, RecordComponent component) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            Type last = arguments[arguments.length - 1];
            if (given instanceof Map<?, ?> map && parameterized.getRawType() == Map.class) {
                Map<String, Object> values = new LinkedHashMap<>();
                map.forEach((k, v) -> values.put((String) k, value(last, v, component)));
                return values;
            }
            if (given instanceof List<?> list && parameterized.getRawType() == List.class) {
                List<Object> values = new ArrayList<>();
                list.forEach(v -> values.add(value(last, v, component)));
                return values;
            }
        } else if (type == Object.class) {
            return given;
        } else if (type == double.class || type == Double.class) {
            if (given instanceof Number number) {
                return number.doubleValue();
            }
        } else if (type == int.class || type == Integer.class) {
            if (given instanceof Number number && number.doubleValue() == number.intValue()) {
                return number.intValue();
            }
        } else if (type == Source.class && given instanceof String text) {
            return new Source.Name(text);
        } else if (type instanceof Class<?> c && c.isEnum() && given instanceof String text) {
            return constant(c, text);
        } else if (type instanceof Class<?> c && c.isRecord() && given instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((k, v) -> values.put((String) k, v));
            return of(c.asSubclass(Record.class), values);
        } else if (type == boolean.class && given instanceof Boolean
                || type instanceof Class<?> c && c.isInstance(given)) {
            return given;
        }
        throw new IllegalArgumentException(
                "the setting '" + kebab(component.getName()) + "' cannot be " + given);
    }

    private static Object constant(Class<?> type, String text) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not one of " + String.join(", ", names));
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Record construct(
            Class<? extends Record> type, RecordComponent[] components, Object[] arguments) {
        try {
            Constructor<? extends Record> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return newInstance(constructor, arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Record newInstance(
            Constructor<? extends Record> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
