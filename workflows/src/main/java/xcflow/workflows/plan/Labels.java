package xcflow.workflows.plan;

import java.util.HashSet;
import java.util.Set;

/** Names of the instances of one step: short, telling, and different from each other. */
final class Labels {
    private final PlannedStep step;
    private final Set<String> taken = new HashSet<>();

    Labels(PlannedStep step) {
        this.step = step;
    }

    String label(int index, Object[] cell) {
        String id = step.step().id();
        if (cell.length == 0) {
            return step.step().matrix().isEmpty() ? id : id + "[]";
        }
        StringBuilder text = new StringBuilder(id).append('[');
        for (int i = 0; i < cell.length; i++) {
            String name = step.axisNames().get(i);
            if (cell[i] instanceof PlannedInstance upstream) {
                String inner = upstream.label();
                int from = inner.indexOf('[');
                append(text, name, "(" + inner.substring(from + 1, inner.length() - 1) + ")");
            } else {
                append(text, name, CellText.value(cell[i]));
            }
        }
        String label = text.append(']').toString();
        String unique = label;
        // Two cells can look alike, for example long texts with the same beginning.
        while (!taken.add(unique)) {
            unique = unique.substring(0, unique.length() - 1) + ", #" + index + "]";
        }
        return unique;
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ");
        text.append(name).append('=').append(value);
    }
}
