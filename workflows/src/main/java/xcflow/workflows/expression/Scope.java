package xcflow.workflows.expression;

import java.util.Map;

/** What the names in an expression stand for. */
@FunctionalInterface
public interface Scope {

    /**
     * The values below a name such as {@code parameters} or {@code steps}.
     *
     * @return null if there is no such name
     */
    Map<String, ?> values(String root);

    /**
     * What a name stands for: usually {@link #values}, but {@code attempt} is a number.
     *
     * @return null if there is no such name
     */
    default Object value(String root) {
        return values(root);
    }
}
