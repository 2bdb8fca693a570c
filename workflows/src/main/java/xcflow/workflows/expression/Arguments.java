package xcflow.workflows.expression;

import java.util.ArrayList;
import java.util.List;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;

/** Checked access to the arguments of a function. */
final class Arguments {
    private Arguments() {}

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("expected text but found " + Plain.describe(value));
    }

    static double real(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("expected a number but found " + Plain.describe(value));
    }

    static long whole(Object value) {
        Long whole = value instanceof Number number ? LanguageNumbers.whole(number) : null;
        if (whole == null) {
            throw new IllegalArgumentException(
                    "expected a whole number but found " + Plain.describe(value));
        }
        return whole;
    }

    static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("expected a list but found " + Plain.describe(value));
    }

    /** The elements of a single list, or the arguments themselves: max([1, 2]) and max(1, 2). */
    static List<?> spread(List<Object> arguments) {
        return arguments.size() == 1 && arguments.get(0) instanceof List<?> list
                ? list
                : new ArrayList<>(arguments);
    }

    /** Whether a value is missing. */
    static boolean lacks(List<?> values) {
        // Lists that cannot hold null do not like to be asked for it either.
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }

    static List<?> notEmpty(List<?> list, String function) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException(function + " of an empty list");
        }
        return list;
    }
}
