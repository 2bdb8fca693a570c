package xcflow.runner.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run with its steps.
 *
 * @param priority while a run with a higher one has work, others begin nothing new
 * @param parameters with their values
 * @param outputs of the run; empty until it succeeded
 * @param warnings equal ones of several instances on one line
 * @param unreadable why the workflow cannot be read any more; empty if it can
 */
public record RunDetail(
        RunSummary summary,
        String description,
        String workflowDigest,
        int priority,
        Map<String, Object> parameters,
        Optional<Map<String, Object>> outputs,
        List<StepDetail> steps,
        List<InstanceSummary> running,
        int warningCount,
        List<String> warnings,
        Optional<String> unreadable) {}
