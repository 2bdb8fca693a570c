package xcflow.workflows.plan;

import java.util.Map;
import java.util.Optional;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.text.InvalidInputException;

/** Makes plans. */
public final class Planner {
    private Planner() {}

    /** A plan of the whole workflow. */
    public static Plan plan(Workflow workflow, Map<String, Object> parameters, RunFacts facts)
            throws InvalidInputException {
        return plan(workflow, parameters, facts, StepSelection.ALL);
    }

    /**
     * A plan.
     *
     * @param parameters a value for each parameter, as {@code ParameterValues} gives them
     * @param selection part of the workflow that is asked for
     * @throws InvalidInputException if there is no such step or an environment variable is not set
     */
    public static Plan plan(
            Workflow workflow,
            Map<String, Object> parameters,
            RunFacts facts,
            StepSelection selection)
            throws InvalidInputException {
        return Outline.of(workflow, parameters, facts.environment(), selection)
                .plan(Optional.of(facts.id()), facts.files());
    }
}
