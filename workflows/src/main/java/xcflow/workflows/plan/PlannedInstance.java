package xcflow.workflows.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.workflows.model.Step;

/**
 * One step in one cell of its matrix. Its state changes only through the {@link Plan} that made it.
 */
public final class PlannedInstance {
    private static final Object[] NO_CELL = {};

    private final int number;
    private final PlannedStep step;
    private final int index;
    private final String label;

    /** Values of the axes; an Instance where the axis runs over the instances of a step. */
    final Object[] cell;

    /** Instances whose axes run over this one; null as long as there are none. */
    List<PlannedInstance> followers;

    /** Steps and instances that this one waits for. */
    int pending;

    Availability worst = Availability.PRESENT;
    State state = State.WAITING;
    String reason = "";
    private Map<String, Object> outputs;
    private Map<String, Object> element;

    PlannedInstance(int number, PlannedStep step, int index, Object[] cell, String label) {
        this.number = number;
        this.step = step;
        this.index = index;
        this.cell = cell.length == 0 ? NO_CELL : cell;
        this.label = label;
    }

    /** Number in the plan, from 0, in the order in which instances were made. */
    public int number() {
        return number;
    }

    /** The step as the workflow declares it. */
    public Step step() {
        return step.step();
    }

    /** Position in the matrix order of its step, from 0. */
    public int index() {
        return index;
    }

    /**
     * What people call it, unique in the plan: {@code clone[architecture=constrained, seed=1]}, or
     * the step's name alone if it has no matrix.
     */
    public String label() {
        return label;
    }

    public State state() {
        return state;
    }

    /** Why it is in its state; empty where the state says it all. */
    public String reason() {
        return reason;
    }

    /** Outputs as plain values; null unless the state has outputs. */
    public Map<String, Object> outputs() {
        return outputs;
    }

    /** Values of the axes by name. For an axis over a step's instances, the labels of that one. */
    public Map<String, Object> labels() {
        Map<String, Object> labels = new LinkedHashMap<>();
        for (int i = 0; i < cell.length; i++) {
            Object value = cell[i];
            labels.put(
                    step.axisName(this, i),
                    value instanceof PlannedInstance upstream ? upstream.labels() : value);
        }
        return labels;
    }

    PlannedStep plannedStep() {
        return step;
    }

    void setOutputs(Map<String, Object> outputs) {
        this.outputs = outputs;
    }

    /** What expressions see of it: its outputs, and its labels below {@code matrix}. */
    Map<String, Object> element() {
        if (element == null) {
            element = new LinkedHashMap<>(outputs == null ? Map.of() : outputs);
            if (step.step().matrix().isPresent()) {
                element.put("matrix", labels());
            }
        }
        return element;
    }

    void follow(PlannedInstance follower) {
        if (followers == null) {
            followers = new ArrayList<>(2);
        }
        followers.add(follower);
    }

    @Override
    public String toString() {
        return label + " " + state;
    }
}
