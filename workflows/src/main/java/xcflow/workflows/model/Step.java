package xcflow.workflows.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import xcflow.workflows.expression.ScopePath;
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
        Map<SettingName, ValueTemplate> settings) {

    /** Visits everything that is evaluated before it can be executed. */
    public void forEachTemplate(Consumer<ValueTemplate> visitor) {
        with.values().forEach(visitor);
        when.ifPresent(visitor);
        settings.values().forEach(visitor);
        matrix.ifPresent(
                axes -> {
                    axes.axes().values().forEach(visitor);
                    axes.include().forEach(visitor);
                    axes.exclude().forEach(visitor);
                });
    }

    /** Names of the steps that it waits for or refers to, whether or not there are such. */
    public Set<String> predecessors() {
        Set<String> names = new LinkedHashSet<>(needs);
        forEachTemplate(
                template ->
                        template.forEachExpression(
                                expression ->
                                        ScopePath.in(expression).stream()
                                                .filter(r -> r.root().equals("steps"))
                                                .filter(r -> !r.names().isEmpty())
                                                .forEach(r -> names.add(r.names().get(0)))));
        return names;
    }
}
