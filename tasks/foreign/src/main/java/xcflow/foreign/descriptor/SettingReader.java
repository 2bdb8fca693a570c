package xcflow.foreign.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Setting;

/** Reads what a descriptor declares of settings. */
final class SettingReader {
    private static final Map<String, Setting.Type> TYPES = new LinkedHashMap<>();

    static {
        for (Setting.Type type : Setting.Type.values()) {
            TYPES.put(type.name().toLowerCase(Locale.ROOT), type);
        }
    }

    private SettingReader() {}

    static List<Setting> read(Entries declared) throws DescriptorException {
        List<Setting> settings = new ArrayList<>();
        for (Object key : declared.map().keySet()) {
            String name = String.valueOf(key);
            if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                throw declared.wrong("'" + name + "' is no name in kebab case");
            }
            settings.add(setting(name, declared.map(name)));
        }
        return settings;
    }

    private static Setting setting(String name, Entries entries) throws DescriptorException {
        entries.only("type", "description", "unit", "default", "required", "allowed", "min", "max");
        Setting.Type type = TYPES.get(entries.optionalText("type").orElse("text"));
        if (type == null) {
            throw entries.wrong("'type' is one of " + String.join(", ", TYPES.keySet()));
        }
        Object written = entries.map().get("default");
        Optional<Object> usual = Optional.empty();
        if (written != null) {
            Object value = value(type, written);
            if (value == null) {
                throw entries.wrong(
                        "the default "
                                + written
                                + " is not of the type "
                                + type.name().toLowerCase(Locale.ROOT));
            }
            usual = Optional.of(value);
        }
        return new Setting(
                name,
                type,
                entries.text("description"),
                entries.optionalText("unit").orElse(""),
                usual,
                entries.flag("required", false) && usual.isEmpty(),
                entries.texts("allowed"),
                entries.number("min", least(type)),
                entries.number("max", Double.POSITIVE_INFINITY));
    }

    private static double least(Setting.Type type) {
        return switch (type) {
            case INTEGERS, NUMBERS, TEXTS -> 0;
            default -> Double.NEGATIVE_INFINITY;
        };
    }

    /** A default in canonical form; null if it is of another type. */
    private static Object value(Setting.Type type, Object written) {
        return switch (type) {
            case TEXT -> written instanceof String ? written : null;
            case BOOLEAN -> written instanceof Boolean ? written : null;
            case INTEGER -> whole(written);
            case NUMBER -> number(written);
            case INTEGERS -> list(written, SettingReader::whole);
            case NUMBERS -> list(written, SettingReader::number);
            case TEXTS -> list(written, each -> each instanceof String ? each : null);
            case FILE -> written instanceof String ? written : null;
            case FILES, MAP -> written instanceof Map<?, ?> map && map.isEmpty() ? map : null;
        };
    }

    private static Object whole(Object written) {
        return written instanceof Number number && number.doubleValue() == number.longValue()
                ? (Object) number.longValue()
                : null;
    }

    private static Object number(Object written) {
        return written instanceof Number number ? (Object) number.doubleValue() : null;
    }

    private static Object list(Object written, java.util.function.UnaryOperator<Object> element) {
        if (!(written instanceof List<?> list)) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (Object each : list) {
            Object value = element.apply(each);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }
}
