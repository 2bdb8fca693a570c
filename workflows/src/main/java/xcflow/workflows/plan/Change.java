package xcflow.workflows.plan;

/**
 * An instance went from one state to another.
 *
 * @param reason why, for people; empty where the state says it all
 */
public record Change(PlannedInstance instance, State before, State after, String reason) {}
