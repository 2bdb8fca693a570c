package xcflow.workflows.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;

/**
 * Instances of a step: all of them, as in {@code clone}, or those whose cell has some labels, as in
 * {@code clone[seed=1]}.
 *
 * @param step name of the step
 * @param labels by axis, as people see them; also those of the cells that an axis runs over
 */
public record InstanceSelection(String step, Map<String, String> labels) {

    /**
     * Reads a selection.
     *
     * @param option that it was given with, for messages
     * @throws InvalidInputException if it is not written as it should be
     */
    public static InstanceSelection parse(String text, String option) throws InvalidInputException {
        int bracket = text.indexOf('[');
        if (bracket < 0) {
            return new InstanceSelection(text.strip(), Map.of());
        }
        if (bracket == 0 || !text.endsWith("]")) {
            throw unreadable(text, option);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (String entry : text.substring(bracket + 1, text.length() - 1).split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals <= 0) {
                throw unreadable(text, option);
            }
            String value = entry.substring(equals + 1).strip();
            String axis = entry.substring(0, equals).strip();
            if (labels.put(axis, value) != null) {
                throw new InvalidInputException(
                        Position.of(option),
                        "'" + text + "' gives the axis '" + axis + "' twice; repeat the option");
            }
        }
        return new InstanceSelection(text.substring(0, bracket).strip(), labels);
    }

    private static InvalidInputException unreadable(String text, String option) {
        return new InvalidInputException(
                Position.of(option),
                "'" + text + "' is not understood; write STEP or STEP[axis=value, …]");
    }

    /**
     * Whether an instance is among those.
     *
     * @param cell values of the axes by name, see {@link PlannedInstance#labels}
     */
    public boolean matches(String ofStep, Map<?, ?> cell) {
        return names(step, ofStep)
                && labels.entrySet().stream()
                        .allMatch(label -> has(cell, label.getKey(), label.getValue()));
    }

    /** Whether a name is that of a step, or of the part of the workflow that it belongs to. */
    public static boolean names(String name, String step) {
        return step.equals(name) || step.startsWith(name + "/");
    }

    private static boolean has(Map<?, ?> cell, String axis, String value) {
        return cell.entrySet().stream()
                .anyMatch(
                        entry ->
                                entry.getKey().equals(axis)
                                                && CellText.value(entry.getValue()).equals(value)
                                        || entry.getValue() instanceof Map<?, ?> inner
                                                && has(inner, axis, value));
    }

    @Override
    public String toString() {
        return CellText.label(step, labels);
    }
}
