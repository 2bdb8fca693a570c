package xcflow.workflows.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.Position;

/**
 * A step that stands for another workflow.
 *
 * @param name of the step
 * @param position of the name
 * @param path of the file, as the step gives it
 * @param with values of the other workflow's parameters
 * @param workflow the other one, as it is read alone
 */
record WorkflowPart(
        String name,
        Position position,
        String path,
        Map<String, ValueTemplate> with,
        List<String> needs,
        Optional<ValueTemplate> when,
        Workflow workflow) {

    /** The name that one of its steps has in the whole. */
    String id(String step) {
        return name + "/" + step;
    }
}
