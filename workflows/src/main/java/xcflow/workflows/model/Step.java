package xcflow.workflows.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.text.Position;

/**
 * A node of the graph as the file declares it.
 *
 * @param position of the step's name
 * @param task what the step does
 * @param with the task's inputs
 * @param withPosition of the inputs, or of {@code uses} if there are none
 * @param needs steps that must be over before, although no data comes from them
 * @param when condition of the step
 * @param expectations what its result must be like
 * @param settings how it is executed, by name; missing ones have their usual values
 */
public record Step(
        String id,
        Position position,
        String description,
        TaskType task,
        Map<String, ValueTemplate> with,
        Position withPosition,
        Optional<Matrix> matrix,
        List<String> needs,
        Optional<ValueTemplate> when,
        List<Expectation> expectations,
        Map<SettingName, ValueTemplate> settings) {}
