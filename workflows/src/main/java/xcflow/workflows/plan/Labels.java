package xcflow.workflows.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.spi.Artefact;
import xcflow.workflows.schema.Numbers;

/** Names of the instances of one step: short, telling, and different from each other. */
final class Labels {
    private static final int LONGEST_VALUE = 40;

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
            if (cell[i] instanceof Instance upstream) {
                String inner = upstream.label();
                int from = inner.indexOf('[');
                append(text, name, "(" + inner.substring(from + 1, inner.length() - 1) + ")");
            } else {
                append(text, name, value(cell[i]));
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

    private static String value(Object value) {
        String text;
        if (value instanceof Number number) {
            text = Numbers.text(number);
        } else if (value instanceof Artefact artefact) {
            text = artefact.name();
        } else if (value instanceof Map<?, ?> map) {
            Object name = map.get("name");
            text = name instanceof String ? (String) name : "{" + map.size() + "}";
        } else if (value instanceof List<?> list) {
            text = "[" + list.size() + "]";
        } else {
            text = String.valueOf(value);
        }
        String line = text.replaceAll("[\\s\\[\\],]+", " ").strip();
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
