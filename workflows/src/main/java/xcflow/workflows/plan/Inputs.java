package xcflow.workflows.plan;

import java.util.List;
import java.util.Map;
import xcflow.workflows.expression.Template;
import xcflow.workflows.model.Step;
import xcflow.workflows.schema.Conform;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.schema.ValuePath;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;

/** Fits the inputs of a step to its task and says where in the file it goes wrong. */
public final class Inputs {
    private Inputs() {}

    /**
     * Canonical inputs.
     *
     * @param given plain values; {@code Pending} where they are not known yet
     * @param problems told of what does not fit
     */
    public static Map<String, Object> conform(
            Step step, Map<String, Object> given, FileLookup files, Problems problems) {
        Conform conform =
                new Conform(
                        files,
                        (path, message) ->
                                problems.add(
                                        position(step, path),
                                        path.parent() == null
                                                ? message + " of the task " + step.task().name()
                                                : path + ": " + message));
        return conform.record(step.task().inputs(), given);
    }

    /** The place of the innermost value on the path that is written in the file. */
    private static Position position(Step step, ValuePath path) {
        List<Object> keys = path.keys();
        if (keys.isEmpty()) {
            return step.withPosition();
        }
        Template template = step.with().get(keys.get(0));
        if (template == null) {
            return step.withPosition();
        }
        return template.position();
    }
}
