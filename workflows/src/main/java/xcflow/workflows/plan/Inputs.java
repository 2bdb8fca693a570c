package xcflow.workflows.plan;

import java.util.Map;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.Conform;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.schema.ValuePath;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;

/** Fits the inputs of a step to its task and says where in the file it goes wrong. */
final class Inputs {
    private Inputs() {}

    /**
     * Canonical inputs.
     *
     * @param given plain values; {@code Pending} where they are not known yet
     * @param problems told of what does not fit
     */
    static Map<String, Object> conform(
            Step step, Map<String, Object> given, FileLookup files, Problems problems) {
        return new Conform(files, (path, message) -> problems.add(position(step, path), message))
                .record(step.task().inputs(), given);
    }

    /** The place of the innermost value on the path that is written in the file. */
    private static Position position(Step step, ValuePath path) {
        Position position = step.withPosition();
        ValueTemplate template = null;
        for (Object key : path.keys()) {
            if (template == null && position == step.withPosition()) {
                template = step.with().get(key);
            } else if (template instanceof ValueTemplate.ListOf list && key instanceof Integer i) {
                template = list.elements().get(i);
            } else if (template instanceof ValueTemplate.MapOf map) {
                template = map.values().get(key);
            } else {
                template = null;
            }
            if (template == null) {
                return position;
            }
            position = template.position();
        }
        return position;
    }
}
