package xcflow.workflows.model;

import java.util.Map;
import java.util.TreeMap;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;

/** How much of named resources, such as licences, an instance needs while it is executed. */
public final class NamedAmounts {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*";
    private static final int MOST = 1_000_000;

    private NamedAmounts() {}

    /**
     * Reads {@code {licence: 2}}.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Map<String, Integer> of(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "expected names with amounts, such as {licence: 2}, but found "
                            + Plain.describe(value));
        }
        Map<String, Integer> amounts = new TreeMap<>();
        map.forEach(
                (name, amount) -> {
                    Long whole =
                            amount instanceof Number number ? LanguageNumbers.whole(number) : null;
                    if (!((String) name).matches(NAME) || ((String) name).length() > 100) {
                        throw new IllegalArgumentException(
                                "'" + name + "' cannot be the name of a resource");
                    } else if (whole == null || whole < 0 || whole > MOST) {
                        throw new IllegalArgumentException(
                                "expected a whole number from 0 to "
                                        + MOST
                                        + " for "
                                        + name
                                        + " but found "
                                        + Plain.describe(amount));
                    } else if (whole > 0) {
                        amounts.put((String) name, whole.intValue());
                    }
                });
        return amounts;
    }
}
