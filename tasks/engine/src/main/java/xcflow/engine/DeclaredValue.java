package xcflow.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.spi.Setting;
import xcflow.spi.Source;

/** Values of settings that are declared in a file, made from plain ones. */
final class DeclaredValue {
    private DeclaredValue() {}

    /**
     * @param given plain value; null counts as left out
     * @return null if it is left out and has no default
     * @throws IllegalArgumentException if it is not of the setting's type or out of its range
     */
    static Object of(Setting setting, Object given) {
        if (given == null) {
            if (setting.required()) {
                throw new IllegalArgumentException(
                        "the setting '" + setting.name() + "' is missing");
            }
            return setting.defaultValue().orElse(null);
        }
        Object value =
                switch (setting.type()) {
                    case TEXT -> text(setting, given);
                    case BOOLEAN -> given instanceof Boolean ? given : null;
                    case INTEGER -> ranged(setting, whole(given));
                    case NUMBER -> ranged(setting, number(given));
                    case INTEGERS -> list(given, DeclaredValue::whole);
                    case NUMBERS -> list(given, DeclaredValue::number);
                    case TEXTS -> list(given, each -> text(setting, each));
                    case FILE -> source(given);
                    case FILES -> map(given);
                    case MAP -> given instanceof Map ? given : null;
                };
        if (value == null) {
            throw new IllegalArgumentException(
                    "the setting '" + setting.name() + "' cannot be " + given);
        }
        return value;
    }

    private static Object text(Setting setting, Object given) {
        if (given instanceof String text
                && !setting.allowed().isEmpty()
                && !setting.allowed().contains(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not one of " + String.join(", ", setting.allowed()));
        }
        return given instanceof String ? given : null;
    }

    private static Object ranged(Setting setting, Object value) {
        if (value instanceof Number number
                && !(number.doubleValue() >= setting.min()
                        && number.doubleValue() <= setting.max())) {
            throw new IllegalArgumentException(
                    "the setting '" + setting.name() + "' is out of range: " + value);
        }
        return value;
    }

    private static Object whole(Object given) {
        return given instanceof Number number && number.doubleValue() == number.longValue()
                ? (Object) number.longValue()
                : null;
    }

    private static Object number(Object given) {
        return given instanceof Number number ? (Object) number.doubleValue() : null;
    }

    private static Object source(Object given) {
        return given instanceof String text
                ? new Source.Name(text)
                : given instanceof Source ? given : null;
    }

    private static Object list(Object given, java.util.function.UnaryOperator<Object> element) {
        if (!(given instanceof List<?> list)) {
            return null;
        }
        List<Object> values = new java.util.ArrayList<>();
        for (Object each : list) {
            Object value = element.apply(each);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    private static Object map(Object given) {
        if (!(given instanceof Map<?, ?> map)) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (var entry : map.entrySet()) {
            Object value = source(entry.getValue());
            if (value == null) {
                return null;
            }
            values.put((String) entry.getKey(), value);
        }
        return values;
    }
}
