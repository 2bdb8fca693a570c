package xcflow.workflows.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Step;

/** A step in a plan: what it depends on, and its instances as far as they are known. */
public final class PlannedStep {
    private final Step step;
    private final List<String> axisNames;

    /** For each axis the step over whose instances it runs, or null. */
    final PlannedStep[] axisSteps;

    /** Steps that must be over, all of their instances, before any instance can begin. */
    final Set<PlannedStep> needed = new LinkedHashSet<>();

    /** The part of {@link #needed} that gives data. */
    final Set<PlannedStep> read = new LinkedHashSet<>();

    /** Steps that must be over before the instances are known. */
    final Set<PlannedStep> shapedBy = new LinkedHashSet<>();

    /** Steps that have this one in {@link #needed}. */
    final List<PlannedStep> neededBy = new ArrayList<>();

    /** Steps that have this one in {@link #shapedBy} or in {@link #axisSteps}. */
    final Set<PlannedStep> shapes = new LinkedHashSet<>();

    final ArrayList<PlannedInstance> instances = new ArrayList<>();

    /** Steps to be over, or to have their instances, before this one can have instances. */
    int unshaped;

    boolean expanded;
    boolean over;
    int unfinished;
    Availability availability = Availability.PRESENT;
    String problem = "";

    /** The first of the worst instances; null if all have outputs. */
    PlannedInstance culprit;

    List<Map<String, Object>> elements;

    PlannedStep(Step step) {
        this.step = step;
        this.axisNames = step.matrix().map(matrix -> matrix.names()).orElse(List.of());
        this.axisSteps = new PlannedStep[axisNames.size()];
    }

    /** Whether its inputs or condition ask if something is there. */
    boolean asksForPresence() {
        return Stream.concat(step.with().values().stream(), step.when().stream())
                .anyMatch(ValueTemplate::asksForPresence);
    }

    /** The step as the workflow declares it. */
    public Step step() {
        return step;
    }

    /** Names of all steps that must have begun or be over before: the edges of the graph. */
    public Set<String> dependencies() {
        Set<String> names = new LinkedHashSet<>();
        needed.forEach(step -> names.add(step.step.id()));
        shapedBy.forEach(step -> names.add(step.step.id()));
        for (PlannedStep axisStep : axisSteps) {
            if (axisStep != null) {
                names.add(axisStep.step.id());
            }
        }
        return names;
    }

    /**
     * Names of the steps that are followed instance by instance: an instance of this step depends
     * on one instance of theirs.
     */
    public Set<String> elementwise() {
        Set<String> names = new LinkedHashSet<>();
        for (PlannedStep axisStep : axisSteps) {
            if (axisStep != null) {
                names.add(axisStep.step.id());
            }
        }
        return names;
    }

    /** Whether the instances are known; others become known while the plan is executed. */
    public boolean isExpanded() {
        return expanded;
    }

    /** Why there are no instances although the step is over; empty if all is well. */
    public String problem() {
        return problem;
    }

    /** The instances in matrix order; empty as long as they are not known. */
    public List<PlannedInstance> instances() {
        return Collections.unmodifiableList(instances);
    }

    String axisName(PlannedInstance instance, int axis) {
        return axisNames.get(axis);
    }

    List<String> axisNames() {
        return axisNames;
    }

    /** What expressions see as {@code steps.<id>}; the step must be over. */
    Object value() {
        if (step.matrix().isEmpty()) {
            return instances.get(0).element();
        }
        if (elements == null) {
            elements =
                    instances.stream()
                            .filter(instance -> instance.state.hasOutputs())
                            .map(PlannedInstance::element)
                            .toList();
        }
        return elements;
    }

    @Override
    public String toString() {
        return step.id();
    }
}
