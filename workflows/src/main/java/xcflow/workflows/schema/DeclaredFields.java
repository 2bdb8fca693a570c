package xcflow.workflows.schema;

import java.util.Optional;
import xcflow.spi.Setting;

/** Fields of settings that are declared in a file. */
final class DeclaredFields {
    private DeclaredFields() {}

    static Field field(Setting setting) {
        return new Field(
                setting.name(),
                type(setting),
                setting.defaultValue().isEmpty() && !setting.required(),
                setting.defaultValue(),
                setting.description(),
                setting.unit(),
                "",
                Optional.empty(),
                null);
    }

    private static ValueType type(Setting setting) {
        return switch (setting.type()) {
            case TEXT -> new ValueType.Text(setting.allowed());
            case BOOLEAN -> new ValueType.Bool();
            case INTEGER -> new ValueType.Whole(false, (long) setting.min(), (long) setting.max());
            case NUMBER -> new ValueType.Real(setting.min(), setting.max());
            case INTEGERS ->
                    list(setting, new ValueType.Whole(false, Long.MIN_VALUE, Long.MAX_VALUE));
            case NUMBERS ->
                    list(
                            setting,
                            new ValueType.Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
            case TEXTS -> list(setting, new ValueType.Text(setting.allowed()));
            case FILE -> new ValueType.NameOrFile(false);
            case FILES -> new ValueType.MapOf(new ValueType.NameOrFile(false));
            case MAP -> new ValueType.MapOf(new ValueType.Anything());
        };
    }

    /** A range belongs to the length of the list. */
    private static ValueType list(Setting setting, ValueType element) {
        return new ValueType.ListOf(
                element, (long) Math.max(0, setting.min()), (long) setting.max());
    }
}
