package xcflow.workflows.model;

import java.util.List;
import java.util.Map;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.text.Position;

/**
 * Makes several instances of a step, one for each combination of the axes' values. The last axis
 * varies fastest.
 *
 * @param axes lists, or expressions that give lists; in the order of the file
 * @param include further combinations, appended in order
 * @param exclude combinations, possibly partial, that are left out
 */
public record Matrix(
        Position position,
        Map<String, ValueTemplate> axes,
        List<ValueTemplate.MapOf> include,
        List<ValueTemplate.MapOf> exclude) {

    /** The names that expressions see as {@code matrix.<name>}. */
    public List<String> names() {
        return axes.isEmpty() && !include.isEmpty()
                ? List.copyOf(include.get(0).values().keySet())
                : List.copyOf(axes.keySet());
    }
}
