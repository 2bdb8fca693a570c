package xcflow.runner.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xcflow.spi.Artefact;
import xcflow.workflows.plan.CellText;

/** Plain values in one line, much as they would be written in YAML. */
final class PlainText {
    private PlainText() {}

    static String of(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(PlainText::of).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Artefact artefact) {
            return artefact.name() + " (" + artefact.digest().substring(0, 12) + ")";
        }
        return String.valueOf(value);
    }

    /** Names and values of labels, such as {@code architecture constrained, seed 1}. */
    static String labels(Map<String, ?> labels) {
        return labels.entrySet().stream()
                .map(
                        entry ->
                                entry.getValue() instanceof Map<?, ?> inner && isSimple(inner)
                                        ? inner.entrySet().stream()
                                                .map(e -> e.getKey() + " " + of(e.getValue()))
                                                .collect(Collectors.joining(", "))
                                        : entry.getKey() + " " + cell(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Labels of another instance, as opposed to a map that the workflow made. */
    private static boolean isSimple(Map<?, ?> map) {
        return !map.containsKey("label")
                && map.values().stream()
                        .noneMatch(
                                value ->
                                        value instanceof Map
                                                || value instanceof List
                                                || value instanceof Artefact);
    }

    private static String cell(Object value) {
        return value instanceof Map ? CellText.value(value) : of(value);
    }
}
