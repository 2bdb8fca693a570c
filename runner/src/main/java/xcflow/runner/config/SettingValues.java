package xcflow.runner.config;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.unit.Durations;
import xcflow.workflows.unit.Sizes;

/** The kinds of values that settings have. */
public final class SettingValues {
    private SettingValues() {}

    /** Any text that is not blank. */
    public static SettingShape.Value text(String description) {
        return text(description, UnaryOperator.identity());
    }

    /**
     * A text of some form.
     *
     * @param form throws an {@link IllegalArgumentException} with a sentence for the user
     */
    public static SettingShape.Value text(String description, UnaryOperator<String> form) {
        return new SettingShape.Value(
                description,
                "string",
                false,
                value -> form.apply(SettingValues.asText(value, "text")));
    }

    /** A text that nobody is shown. */
    public static SettingShape.Value secret(String description) {
        return new SettingShape.Value(
                description, "string", true, value -> SettingValues.asText(value, "text"));
    }

    /** A text that is one of some. */
    public static SettingShape.Value oneOf(String description, List<String> known) {
        return text(
                description,
                text -> {
                    if (!known.contains(text)) {
                        throw new IllegalArgumentException(
                                "cannot be '" + text + "'" + Suggestion.forName(text, known));
                    }
                    return text;
                });
    }

    /** A whole number between two, both possible. */
    public static SettingShape.Value whole(String description, int least, int most) {
        return new SettingShape.Value(
                description,
                "integer",
                false,
                value -> {
                    if (value instanceof Long number && number >= least && number <= most) {
                        return number.intValue();
                    }
                    throw new IllegalArgumentException(
                            "must be a whole number from "
                                    + least
                                    + " to "
                                    + most
                                    + ", not "
                                    + Plain.describe(value));
                });
    }

    /** True or false. */
    public static SettingShape.Value truth(String description) {
        return new SettingShape.Value(
                description,
                "boolean",
                false,
                value -> {
                    if (value instanceof Boolean truth) {
                        return truth;
                    }
                    throw new IllegalArgumentException(
                            "must be true or false, not " + Plain.describe(value));
                });
    }

    /** A length of time, such as {@code 12h}; a {@link Duration}. */
    public static SettingShape.Value duration(String description) {
        return new SettingShape.Value(
                description,
                "string",
                false,
                value -> told(() -> Durations.parse(asText(value, "a duration such as 12h"))));
    }

    /** An amount of memory, such as {@code 4GiB}; bytes. */
    public static SettingShape.Value size(String description) {
        return new SettingShape.Value(
                description,
                "string",
                false,
                value -> told(() -> Sizes.parse(asText(value, "an amount such as 4GiB"))));
    }

    private static Object told(java.util.function.Supplier<Object> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new IllegalArgumentException(
                    message.startsWith("must ") ? message : "is not usable: " + message, e);
        }
    }

    private static String asText(Object value, String what) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(
                "must be " + what + ", not " + (value == null ? "nothing" : Plain.describe(value)));
    }
}
